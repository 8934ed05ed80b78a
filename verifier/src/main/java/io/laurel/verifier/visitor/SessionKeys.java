package io.laurel.verifier.visitor;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The public keys of session tokens, as the ingress published them. */
@Component
class SessionKeys {

    private static final int MOST = 100;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final LoadingCache<String, JWK> remembered =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build(this::read);

    SessionKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<JWK> find(String id) {
        return Optional.ofNullable(remembered.get(id));
    }

    // Caffeine remembers no null: a key that was published a moment ago is found.
    @SuppressWarnings("NullAway")
    private JWK read(String id) {
        // One that was replaced an hour ago has signed nothing that still holds.
        return jdbc.sql("""
                        select k.public_jwk from session_key k
                        where k.id = ? and not exists (
                            select from session_key newer
                            where newer.created_at > k.created_at and newer.created_at < now() - interval '1 hour')
                        """)
                .param(id)
                .query(String.class)
                .optional()
                .map(SessionKeys::parse)
                .orElse(null);
    }

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("session_key holds what is no key", e);
        }
    }
}
