package io.laurel.verifier.visitor;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.laurel.contracts.PublicAddresses;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Tells whose session a request belongs to, by the ingress's token in the {@code Authorization} header or a browser's cookie.
 * A token that is not good makes nobody of the visitor, no error: everything here is public but for few.
 */
@Component
public class Visitors {

    private static final String COOKIE = "laurel_session";
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final JwtDecoder decoder;
    private final JdbcClient jdbc;
    private final Clock clock;

    Visitors(SessionKeys keys, PublicAddresses addresses, JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        JWKSource<SecurityContext> byId =
                (selector, context) -> selector.getMatcher().getKeyIDs() == null
                        ? List.<JWK>of()
                        : selector.getMatcher().getKeyIDs().stream()
                                .flatMap(id -> keys.find(id).stream())
                                .toList();
        var nimbus = NimbusJwtDecoder.withJwkSource(byId)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        var times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(addresses.base().toString())));
        this.decoder = nimbus;
    }

    /** The verified e-mail address of who makes the request; empty for who is not signed in. */
    public Optional<String> email(HttpServletRequest request) {
        return Stream.concat(header(request).stream(), cookie(request).stream())
                .findFirst()
                .flatMap(this::email);
    }

    private Optional<String> email(String token) {
        try {
            return Optional.ofNullable(decoder.decode(token).getClaimAsString("sid"))
                    .map(UUID::fromString)
                    .flatMap(this::emailOf);
        } catch (JwtException notGood) {
            return Optional.empty();
        }
    }

    /** Nothing is remembered: a session that was ended shows nothing from then on, whatever its token says. */
    private Optional<String> emailOf(UUID session) {
        return jdbc.sql("""
                        select a.email from session s join account a on a.id = s.account_id
                        where s.id = ? and s.ended_at is null and s.expires_at > ?
                        """)
                .params(session, clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional();
    }

    private static Optional<String> header(HttpServletRequest request) {
        var bearer = Optional.ofNullable(request.getHeader("Authorization")).map(BEARER::matcher);
        return bearer.filter(match -> match.matches()).map(match -> match.group(1));
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .findFirst();
    }
}
