package io.laurel.ingress.session;

import static io.laurel.ingress.page.Columns.parameter;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.SessionToken;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/** Makes and reads the tokens that say which session a request is of. */
@Component
class SessionTokens {

    private final SessionKey key;
    private final Duration life;
    private final String issuer;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;

    SessionTokens(SessionSettings settings, PublicAddresses addresses, Clock clock, JdbcClient jdbc) {
        this.key = settings.key();
        this.life = settings.tokenLife();
        this.issuer = addresses.base().toString();
        this.clock = clock;
        this.jdbc = jdbc;
        this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key.jwk())));
        this.decoder = decoder();
    }

    private JwtDecoder decoder() {
        var nimbus = NimbusJwtDecoder.withJwkSource(
                        new ImmutableJWKSet<>(new JWKSet(key.jwk().toPublicJWK())))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        var times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(issuer)));
        return nimbus;
    }

    /** The verifier looks the key up when it meets a token. */
    @EventListener(ApplicationReadyEvent.class)
    void publishKey() {
        jdbc.sql("insert into session_key (id, public_jwk, created_at) values (?, ?, ?) on conflict do nothing")
                .params(key.id(), key.jwk().toPublicJWK().toJSONString(), parameter(clock.instant()))
                .update();
    }

    /** A token that holds for the time that the settings say. */
    String tokenOf(Sessions.Live session) {
        var now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(session.account().id().toString())
                .issuedAt(now)
                .expiresAt(now.plus(life))
                .claim(SessionToken.SESSION, session.id().toString())
                .build();
        var header = JwsHeader.with(SignatureAlgorithm.ES256).keyId(key.id()).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** Whether the token is ours, was not changed and has not ended. Of its session that is said elsewhere. */
    boolean isGood(SessionToken token) {
        try {
            decoder.decode(token.text());
            return true;
        } catch (JwtException invalid) {
            return false;
        }
    }
}
