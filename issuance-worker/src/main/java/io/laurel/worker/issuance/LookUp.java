package io.laurel.worker.issuance;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Supersession;
import io.laurel.worker.issuance.Known.Decided;
import io.laurel.worker.issuance.Known.Held;
import io.laurel.worker.issuance.Known.Holder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Loads all that is known of a batch in one round trip. */
@Component
class LookUp {

    /**
     * Five answers to one question. The lateral joins ({@code offset 0} keeps them so) drive from the batch into one index
     * after another. Left a choice, the planner reads whole tables while their statistics lag behind their growth.
     */
    private static final String QUERY = """
            select i.id, i.fingerprint, i.supersession, i.rejection, i.message,
                   c.short_id, c.issued_at, c.expires_at, c.supersedes_id,
                   s.short_id as superseded_short_id, s.revoked_at as superseded_revoked_at
            from unnest(?::uuid[]) as asked (id)
            cross join lateral (
                select id, recipient_email, fingerprint, supersession, rejection, message
                from issuance where id = asked.id offset 0) i
            left join lateral (
                select short_id, issued_at, expires_at, supersedes_id
                from credential where recipient_email = i.recipient_email and id = i.id offset 0) c on true
            left join lateral (
                select short_id, revoked_at
                from credential where recipient_email = i.recipient_email and id = c.supersedes_id offset 0) s on true;

            select asked.badge_id, asked.email as recipient_email, c.id, c.short_id, c.expires_at, c.revoked_at
            from unnest(?::text[], ?::uuid[]) as asked (email, badge_id)
            cross join lateral (
                select id, short_id, expires_at, revoked_at
                from credential
                where recipient_email = asked.email and badge_id = asked.badge_id and superseded_by_id is null
                offset 0) c;

            select o.id, o.slug, o.name, o.website, o.status, p.effective as plan, k.id as key_id,
                case when p.effective = o.plan then o.contracted_monthly_recipients end as contracted_monthly_recipients
            from organization o
            cross join lateral (select effective_plan(o.plan, o.grant_expires_at, ?) as effective offset 0) p
            left join signing_key k on k.organization_id = o.id and k.retired_at is null
            where o.id = any (?::uuid[]);

            select id, status = 'cancelled' as cancelled, holders = 'skip' as skips_holders
            from cohort where id = any (?::uuid[]);

            """;

    static final String BADGES = """
            select id, organization_id, slug, name, description, criteria, image_sha256, expires_in_days, tags, is_active
            from badge
            where id = any (?::uuid[])
            """;

    private final JdbcTemplate jdbc;

    LookUp(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was contracted for a plan that was granted ends with it. */
    Known load(List<IssueCredential> commands, Instant now) {
        var ids = commands.stream()
                .map(command -> command.id().value())
                .distinct()
                .toList();
        var holders = commands.stream()
                .map(command ->
                        new Holder(command.badgeId(), command.recipient().email()))
                .distinct()
                .toList();
        var badges = holders.stream().map(holder -> holder.badgeId().value()).toList();
        var organizations = commands.stream()
                .map(command -> command.organizationId().value())
                .distinct()
                .toList();
        var cohorts = commands.stream()
                .map(IssueCredential::cohortRow)
                .filter(Objects::nonNull)
                .map(row -> row.cohortId().value())
                .distinct()
                .toList();
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<Known>) connection -> {
            try (var statement = connection.prepareStatement(QUERY + BADGES)) {
                statement.setArray(1, array(connection, "uuid", ids));
                statement.setArray(
                        2,
                        array(
                                connection,
                                "text",
                                holders.stream().map(Holder::email).toList()));
                statement.setArray(3, array(connection, "uuid", badges));
                statement.setTimestamp(4, Timestamp.from(now));
                statement.setArray(5, array(connection, "uuid", organizations));
                statement.setArray(6, array(connection, "uuid", cohorts));
                statement.setArray(
                        7, array(connection, "uuid", badges.stream().distinct().toList()));
                statement.execute();
                var decided = answer(statement, row -> {
                    var one = decided(row);
                    return Map.entry(one.outcome().id(), one);
                });
                var newest = answer(statement, row -> Map.entry(holder(row), held(row)));
                var issuers = answer(statement, row -> {
                    var one = organization(row);
                    return Map.entry(one.id(), one);
                });
                var asking = answer(
                        statement,
                        row -> Map.entry(
                                new CohortId(row.getObject("id", UUID.class)),
                                new Known.Cohort(row.getBoolean("cancelled"), row.getBoolean("skips_holders"))));
                var issuable = answer(statement, row -> {
                    var one = badge(row);
                    return Map.entry(one.id(), one);
                });
                return new Known(decided, issuers, issuable, asking, newest);
            }
        }));
    }

    private interface RowReader<K, V> {
        Map.Entry<K, V> read(ResultSet row) throws SQLException;
    }

    /** Reads the statement's current answer and moves on to its next. */
    private static <K, V> Map<K, V> answer(Statement statement, RowReader<K, V> reader) throws SQLException {
        var answer = new HashMap<K, V>();
        try (var rows = statement.getResultSet()) {
            while (rows.next()) {
                var entry = reader.read(rows);
                answer.put(entry.getKey(), entry.getValue());
            }
        }
        statement.getMoreResults();
        return answer;
    }

    private static Array array(Connection connection, String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Decided decided(ResultSet row) throws SQLException {
        var id = new CredentialId(row.getObject("id", UUID.class));
        var fingerprint = row.getString("fingerprint");
        var rejection = row.getString("rejection");
        if (rejection != null) {
            return new Decided(
                    new Outcome.Rejected(id, Rejection.valueOf(rejection), row.getString("message")),
                    fingerprint,
                    null);
        }
        var supersession = Supersession.valueOf(row.getString("supersession"));
        var supersedes = row.getObject("supersedes_id", UUID.class);
        return new Decided(
                new Outcome.Issued(
                        id,
                        new ShortId(row.getString("short_id")),
                        row.getTimestamp("issued_at").toInstant(),
                        instant(row, "expires_at"),
                        supersession,
                        supersedes == null ? null : new CredentialId(supersedes)),
                fingerprint,
                supersedes == null
                        ? null
                        : new Known.Superseded(
                                new CredentialId(supersedes),
                                new ShortId(row.getString("superseded_short_id")),
                                supersession == Supersession.ACTIVE_TIME_BOUND
                                        ? instant(row, "superseded_revoked_at")
                                        : null));
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(new BadgeId(row.getObject("badge_id", UUID.class)), row.getString("recipient_email"));
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                new CredentialId(row.getObject("id", UUID.class)),
                new ShortId(row.getString("short_id")),
                instant(row, "expires_at"),
                row.getTimestamp("revoked_at") != null);
    }

    private static IssuingOrganization organization(ResultSet row) throws SQLException {
        return new IssuingOrganization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("website"),
                row.getString("status").equals("approved"),
                IssuingOrganization.monthlyRecipients(
                        row.getString("plan"), row.getObject("contracted_monthly_recipients", Integer.class)),
                row.getObject("key_id", UUID.class));
    }

    static IssuableBadge badge(ResultSet row) throws SQLException {
        return new IssuableBadge(
                new BadgeId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("description"),
                row.getString("criteria"),
                row.getString("image_sha256"),
                row.getObject("expires_in_days", Integer.class),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getBoolean("is_active"));
    }
}
