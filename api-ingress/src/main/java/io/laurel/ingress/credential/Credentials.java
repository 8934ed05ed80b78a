package io.laurel.ingress.credential;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.ShortId;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An organization's credentials, as the worker wrote them. */
@Component
public class Credentials {

    /** Counting further would cost more than the page itself. */
    private static final int COUNTED_UP_TO = 1_000_000;

    /** What a credential {@code c} is {@code :now}: the first that fits. */
    public static final String STATUS = """
            case when c.revoked_at is not null then 'revoked'
                when c.expires_at <= :now then 'expired'
                when c.claimed_at is null then 'pending'
                else 'valid' end as status
            """;

    private static final String COLUMNS = """
            c.id, c.short_id, c.badge_id, b.name as badge_name, c.recipient_name, c.recipient_email, c.issued_at,
            c.expires_at, c.claimed_at, c.revoked_at, c.is_public, c.supersedes_id, c.superseded_by_id,
            """ + STATUS;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;
    private final Clock clock;

    Credentials(JdbcClient jdbc, PublicAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    Page<Credential> list(OrganizationId organization, CredentialFilter filter, PageRequest page) {
        var cursor = Cursor.of(page.cursor());
        var parameters = parameters(organization, filter);
        var walk = new Walk(filter);
        Long total = cursor == null ? count(walk, parameters) : null;
        parameters.put("limit", page.limit() + 1);
        parameters.put("offset", page.offset());
        if (cursor != null) {
            parameters.put("beforeTime", parameter(cursor.time()));
            parameters.put("beforeId", cursor.id());
        }
        var rows = jdbc.sql(page(walk, cursor))
                .params(parameters)
                .query((row, n) -> credential(row, null))
                .list();
        return Page.of(rows, page, total, last -> new Cursor(last.issuanceDate(), last.id()).text());
    }

    static String page(Walk walk, @Nullable Cursor cursor) {
        return "select " + COLUMNS + " from " + walk.page(cursor);
    }

    private long count(Walk walk, Map<String, Object> parameters) {
        return jdbc.sql(walk.count(COUNTED_UP_TO))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private Map<String, Object> parameters(OrganizationId organization, CredentialFilter filter) {
        var parameters = new HashMap<String, Object>();
        parameters.put("organization", organization.value());
        parameters.put("now", parameter(clock.instant()));
        put(parameters, "badge", filter.badge());
        put(parameters, "email", filter.email());
        put(parameters, "cohort", filter.cohort());
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    public Optional<Credential> find(OrganizationId organization, CredentialKey key) {
        return jdbc.sql("select c.document, " + COLUMNS + """
                        from credential c join badge b on b.id = c.badge_id
                        where c.organization_id = :organization and %s
                        """.formatted(key.condition()))
                .param("id", key.parameter())
                .param("organization", organization.value())
                .param("now", parameter(clock.instant()))
                .query((row, n) -> credential(row, row.getString("document")))
                .optional();
    }

    private Credential credential(ResultSet row, @Nullable String document) throws SQLException {
        UUID id = uuid(row, "id");
        String shortId = row.getString("short_id");
        return new Credential(
                id,
                shortId,
                uuid(row, "badge_id"),
                row.getString("badge_name"),
                row.getString("recipient_name"),
                row.getString("recipient_email"),
                row.getString("status"),
                instant(row, "issued_at"),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "claimed_at"),
                instantOrNull(row, "revoked_at"),
                row.getBoolean("is_public"),
                addresses.verification(new ShortId(shortId)),
                uuidOrNull(row, "supersedes_id"),
                uuidOrNull(row, "superseded_by_id"),
                document);
    }
}
