package io.laurel.ingress.apikey;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes keys, of both kinds. A plan counts those that open {@code /api/v1}. */
@Component
class KeyMaking {

    /** More of them at a time are no keys any more that somebody knows the use of. */
    static final int MOST_SCOPED = 100;

    private final JdbcClient jdbc;
    private final OrganizationLock lock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    KeyMaking(JdbcClient jdbc, OrganizationLock lock, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param shortId what the portal calls it; null for a key without scopes */
    @SuppressWarnings("MissingSummary")
    record Made(UUID id, @Nullable String shortId, ApiKeySecret secret, Instant at) {}

    /**
     * Makes a key, if the plan includes one more.
     *
     * @param scopes null for all of {@code /api/v1}
     */
    Made make(Actor maker, String name, int rateLimitPerMinute, @Nullable List<Scope> scopes) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var plan = lock.hold(maker.organization()).plan();
            if (scopes == null || !Collections.disjoint(scopes, Scope.OF_CREDENTIALS)) {
                requireRoom(maker.organization(), plan);
            }
            if (scopes != null) {
                requireFewScoped(maker.organization());
            }
            return insert(maker, name, rateLimitPerMinute, scopes);
        }));
    }

    /** The name that somebody wants to give a key. */
    static String name(@Nullable String wanted) {
        var name = RecipientRules.name(wanted == null ? "" : wanted);
        var problem = RecipientRules.whyNotName(name);
        if (problem != null) {
            throw ApiException.invalid("name", problem);
        }
        return name;
    }

    private void requireRoom(OrganizationId organization, Plan plan) {
        plan.requirePaid("The free plan includes no API keys: API access requires Professional plan");
        var most = plan.mostApiKeys();
        if (most.isPresent() && counted(organization) >= most.getAsInt()) {
            throw ApiException.forbidden("The %s plan includes %d API key, which there is: revoke it first, or upgrade."
                    .formatted(plan, most.getAsInt()));
        }
    }

    private void requireFewScoped(OrganizationId organization) {
        int scoped = jdbc.sql(
                        "select count(*) from api_key where organization_id = ? and revoked_at is null and scopes is not null")
                .param(organization.value())
                .query(Integer.class)
                .single();
        if (scoped >= MOST_SCOPED) {
            throw ApiException.conflict("The district has %d keys: revoke one first.".formatted(MOST_SCOPED));
        }
    }

    private int counted(OrganizationId organization) {
        return jdbc.sql("""
                        select count(*) from api_key
                        where organization_id = ? and revoked_at is null and api_key_is_counted(scopes)
                        """).param(organization.value()).query(Integer.class).single();
    }

    private Made insert(Actor maker, String name, int rateLimitPerMinute, @Nullable List<Scope> scopes) {
        var kind = scopes == null ? ApiKeySecret.Kind.LIVE : ApiKeySecret.Kind.SCOPED;
        var made = new Made(
                UuidCreator.getTimeOrderedEpoch(),
                scopes == null ? null : PortalId.random(),
                ApiKeySecret.random(kind),
                clock.instant());
        jdbc.sql("""
                        insert into api_key (id, organization_id, name, hash, prefix, last_four, rate_limit_per_minute,
                            created_at, created_by, scopes, short_id)
                        values (:id, :organization, :name, :hash, :prefix, :lastFour, :limit, :now, :maker,
                            cast(:scopes as text[]), :shortId)
                        """)
                .param("id", made.id())
                .param("organization", maker.organization().value())
                .param("name", name)
                .param("hash", made.secret().hash())
                .param("prefix", kind.prefix())
                .param("lastFour", made.secret().lastFour())
                .param("limit", rateLimitPerMinute)
                .param("now", parameter(made.at()))
                .param("maker", maker.id())
                .param("scopes", scopes == null ? null : texts(scopes))
                .param("shortId", made.shortId())
                .update();
        audit.record(maker, "api_key.created", made.id().toString(), details(name, made.secret(), scopes));
        return made;
    }

    private static String[] texts(List<Scope> scopes) {
        return scopes.stream().map(Scope::toString).toArray(String[]::new);
    }

    private static Map<String, Object> details(String name, ApiKeySecret secret, @Nullable List<Scope> scopes) {
        return scopes == null
                ? Map.of("name", name, "lastFour", secret.lastFour())
                : Map.of("name", name, "lastFour", secret.lastFour(), "scopes", scopes);
    }
}
