package io.laurel.verifier.lookup;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import io.laurel.verifier.lookup.Credential.Neighbour;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a credential with its organization, badge, neighbours and keys by one query. */
@Component
class CredentialRows {

    /**
     * What one query finds.
     *
     * @param publicKeys every public key the organization ever had, by the key's id
     */
    record Row(Credential credential, Organization organization, Badge badge, Map<UUID, String> publicKeys) {}

    private static final String SELECT = """
            select c.id, c.short_id, c.recipient_name, c.recipient_email, c.is_public, c.evidence_url,
                   c.issued_at, c.expires_at, c.claimed_at, c.revoked_at, c.document,
                   older.id as older_id, older.short_id as older_short_id, older.is_public as older_is_public,
                   older.issued_at as older_issued_at,
                   newer.id as newer_id, newer.short_id as newer_short_id, newer.is_public as newer_is_public,
                   newer.issued_at as newer_issued_at,
                   o.id as organization_id, o.slug as organization_slug, o.name as organization_name, o.status,
                   effective_plan(o.plan, o.grant_expires_at, ?) as plan, o.website,
                   b.id as badge_id, b.slug as badge_slug, b.name as badge_name, b.description, b.criteria,
                   b.image_sha256, b.external_url, b.tags,
                   (select i.svg is not null from badge_image i where i.sha256 = b.image_sha256) as has_svg,
                   array(select k.id || ' ' || k.public_key_multibase
                           from signing_key k
                          where k.organization_id = o.id) as public_keys
            """;

    // A credential is stored by its recipient: who that is, the outcome of the request tells.
    private static final String BY_ID = SELECT + """
              from issuance i
              join credential c on c.recipient_email = i.recipient_email and c.id = i.id
              join organization o on o.id = c.organization_id
              join badge b on b.id = c.badge_id
              left join credential older on older.recipient_email = c.recipient_email and older.id = c.supersedes_id
              left join credential newer on newer.recipient_email = c.recipient_email and newer.id = c.superseded_by_id
             where i.id = ?
            """;

    private static final String BY_SHORT_ID = SELECT + """
              from credential c
              join organization o on o.id = c.organization_id
              join badge b on b.id = c.badge_id
              left join credential older on older.recipient_email = c.recipient_email and older.id = c.supersedes_id
              left join credential newer on newer.recipient_email = c.recipient_email and newer.id = c.superseded_by_id
             where c.short_id = ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CredentialRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Row> find(LookupKey key) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return switch (key) {
            case LookupKey.ById(var id) ->
                jdbc.sql(BY_ID)
                        .params(now, id.value())
                        .query(CredentialRows::row)
                        .optional();
            case LookupKey.ByShortId(var shortId) ->
                jdbc.sql(BY_SHORT_ID)
                        .params(now, shortId.value())
                        .query(CredentialRows::row)
                        .optional();
        };
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(credential(row), organization(row), badge(row), publicKeys(row));
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                new CredentialId(uuid(row, "id")),
                new ShortId(row.getString("short_id")),
                new BadgeId(uuid(row, "badge_id")),
                row.getString("recipient_name"),
                row.getString("recipient_email"),
                row.getBoolean("is_public"),
                row.getString("evidence_url"),
                instant(row, "issued_at"),
                nullableInstant(row, "expires_at"),
                nullableInstant(row, "claimed_at"),
                nullableInstant(row, "revoked_at"),
                neighbour(row, "older"),
                neighbour(row, "newer"),
                row.getString("document"));
    }

    private static @Nullable Neighbour neighbour(ResultSet row, String which) throws SQLException {
        if (row.getObject(which + "_id") == null) {
            return null;
        }
        return new Neighbour(
                new CredentialId(uuid(row, which + "_id")),
                new ShortId(row.getString(which + "_short_id")),
                row.getBoolean(which + "_is_public"),
                instant(row, which + "_issued_at"));
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(uuid(row, "organization_id")),
                row.getString("organization_slug"),
                row.getString("organization_name"),
                row.getString("status"),
                row.getString("plan"),
                row.getString("website"));
    }

    private static Badge badge(ResultSet row) throws SQLException {
        return new Badge(
                new BadgeId(uuid(row, "badge_id")),
                row.getString("badge_slug"),
                row.getString("badge_name"),
                row.getString("description"),
                row.getString("criteria"),
                row.getString("image_sha256"),
                row.getBoolean("has_svg"),
                row.getString("external_url"),
                texts(row.getArray("tags")));
    }

    private static Map<UUID, String> publicKeys(ResultSet row) throws SQLException {
        var keys = new HashMap<UUID, String>();
        for (var key : texts(row.getArray("public_keys"))) {
            int space = key.indexOf(' ');
            keys.put(UUID.fromString(key.substring(0, space)), key.substring(space + 1));
        }
        return Map.copyOf(keys);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
