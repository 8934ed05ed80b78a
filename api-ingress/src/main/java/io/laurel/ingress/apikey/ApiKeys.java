package io.laurel.ingress.apikey;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Plan;
import io.laurel.web.ApiException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the caller of a request. Nothing is cached: the request after a revocation is refused, on every instance. */
@Component
class ApiKeys {

    private static final Pattern BEARER =
            Pattern.compile("Bearer +(crd_live_[A-Za-z0-9]{32}) *", Pattern.CASE_INSENSITIVE);

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Caller authenticate(@Nullable String authorization) {
        if (authorization == null) {
            throw unauthorized("An API key is required: Authorization: Bearer crd_live_…");
        }
        var bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            throw unauthorized("The Authorization header does not hold an API key.");
        }
        return jdbc.sql("""
                        select k.id, k.name, k.rate_limit_per_minute, o.id as organization_id, o.slug,
                               effective_plan(o.plan, o.grant_expires_at, ?) as plan
                        from api_key k join organization o on o.id = k.organization_id
                        where k.hash = ? and k.revoked_at is null
                        """)
                .params(parameter(clock.instant()), sha256(bearer.group(1)))
                .query((row, n) -> new Caller(
                        uuid(row, "id"),
                        row.getString("name"),
                        new OrganizationId(uuid(row, "organization_id")),
                        row.getString("slug"),
                        Plan.of(row.getString("plan")),
                        row.getInt("rate_limit_per_minute")))
                .optional()
                .orElseThrow(() -> unauthorized("The API key is unknown or was revoked."));
    }

    private static ApiException unauthorized(String message) {
        return ApiException.unauthorized(message).header("WWW-Authenticate", "Bearer");
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
