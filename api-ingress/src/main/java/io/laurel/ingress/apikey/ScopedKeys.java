package io.laurel.ingress.apikey;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Listing;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys with scopes that a district has: those that were not revoked. */
@Component
class ScopedKeys {

    /** A key's requests in a minute; those with another number are made by the organization's owner. */
    private static final int RATE_LIMIT_PER_MINUTE = 60;

    private final JdbcClient jdbc;
    private final KeyMaking making;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ScopedKeys(JdbcClient jdbc, KeyMaking making, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.making = making;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** At most as many as there can be: see {@link KeyMaking}. */
    List<ScopedKey> list(PortalPerson person, Listing part) {
        return jdbc.sql("""
                        select short_id, name, last_four, scopes, created_at from api_key
                        where organization_id = ? and scopes is not null and revoked_at is null
                        order by created_at desc, id desc
                        limit ? offset ?
                        """)
                .params(person.organization().value(), part.limit(), part.offset())
                .query((row, number) -> new ScopedKey(
                        row.getString("short_id"),
                        row.getString("name"),
                        row.getString("last_four"),
                        List.copyOf(Scope.ofColumn(row, "scopes")),
                        instant(row, "created_at").toEpochMilli(),
                        null))
                .list();
    }

    ScopedKey create(PortalPerson person, String name, List<Scope> scopes) {
        var made = making.make(person, name, RATE_LIMIT_PER_MINUTE, scopes);
        return new ScopedKey(
                Objects.requireNonNull(made.shortId()),
                name,
                made.secret().lastFour(),
                scopes,
                made.at().toEpochMilli(),
                made.secret().text());
    }

    /** Stops a key for good; when this returns no instance takes it any more. */
    void revoke(PortalPerson person, String id) {
        record Revoked(UUID id, String name, String lastFour) {}
        transaction.executeWithoutResult(status -> {
            var revoked = jdbc.sql("""
                            update api_key set revoked_at = ?
                            where organization_id = ? and short_id = ? and revoked_at is null
                            returning id, name, last_four
                            """)
                    .params(parameter(clock.instant()), person.organization().value(), id)
                    .query((row, number) ->
                            new Revoked(uuid(row, "id"), row.getString("name"), row.getString("last_four")))
                    .optional()
                    .orElseThrow(() -> ApiException.notFound("There is no API key with this id."));
            audit.record(
                    person,
                    "api_key.revoked",
                    revoked.id().toString(),
                    Map.of("name", revoked.name(), "lastFour", revoked.lastFour()));
        });
    }
}
