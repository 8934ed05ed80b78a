package io.laurel.ingress.audit;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit log of an organization, the newest entry first. */
@Component
class AuditEntries {

    private static final String MATCHING = """
            from audit_entry e
            where e.organization_id = :organization
                and (cast(:action as text) is null or e.action = :action)
                and (cast(:actor as text) is null or e.actor_id::text = lower(:actor) or lower(e.actor_name) = lower(:actor))
                and (cast(:from as timestamptz) is null or e.at >= :from)
                and (cast(:to as timestamptz) is null or e.at < :to)
            """;

    private final JdbcClient jdbc;

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which entries are wanted; null is any.
     *
     * @param actor an id, or a name as the log shows it
     * @param from the first moment
     * @param to the moment after the last
     */
    record Filter(
            @Nullable String action,
            @Nullable String actor,
            @Nullable Instant from,
            @Nullable Instant to) {}

    Page<AuditEntry> list(OrganizationId organization, Filter filter, PageRequest page) {
        var rows = matching("""
                                select e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.action, e.subject, e.details,
                                    e.address, e.request_id
                                """ + MATCHING + """
                                and (cast(:beforeTime as timestamptz) is null or (e.at, e.id) < (:beforeTime, :beforeId))
                                order by e.at desc, e.id desc
                                limit :limit offset :offset
                                """, organization, filter);
        return page.read(
                rows,
                (row, number) -> entry(row),
                last -> new Cursor(last.at(), last.id()),
                () -> count(organization, filter));
    }

    private long count(OrganizationId organization, Filter filter) {
        return matching("select count(*) " + MATCHING, organization, filter)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec matching(String sql, OrganizationId organization, Filter filter) {
        return jdbc.sql(sql)
                .param("organization", organization.value())
                .param("action", filter.action(), Types.VARCHAR)
                .param("actor", filter.actor(), Types.VARCHAR)
                .param("from", orNull(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", orNull(filter.to()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static @Nullable Object orNull(@Nullable Instant time) {
        return time == null ? null : parameter(time);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                uuid(row, "id"),
                instant(row, "at"),
                new AuditEntry.Who(
                        row.getString("actor_kind"), uuidOrNull(row, "actor_id"), row.getString("actor_name")),
                row.getString("action"),
                row.getString("subject"),
                row.getString("details"),
                row.getString("address"),
                row.getString("request_id"));
    }
}
