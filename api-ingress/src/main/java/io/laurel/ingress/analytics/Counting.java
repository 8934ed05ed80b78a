package io.laurel.ingress.analytics;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts, in one snapshot so that the sums agree, and from indexes alone: a credential's row is some 3 KB, and millions of
 * them are not read for a number.
 */
@Component
class Counting {

    private static final int SECONDS = 10;
    private static final int TOP = 10;

    /** By badge, for that is the order of the index {@code credential_of_badge_by_state}; deleted badges never issued anything. */
    private static final String ISSUED = """
            select b.id, b.name, b.slug, issued.day, issued.number
            from badge b
            cross join lateral (
                select (c.issued_at at time zone 'UTC')::date as day, count(*) as number
                from credential c
                where c.badge_id = b.id and c.issued_at >= :begin and c.issued_at < :end
                group by 1) issued
            where b.organization_id = :organization
            """;

    static final String BY_DAY = "select day, sum(number) as number from (" + ISSUED + ") by_badge group by day";

    static final String BY_BADGE = "select id, name, slug, sum(number) as number from (" + ISSUED
            + ") by_day group by id, name, slug order by number desc, name, id limit " + TOP;

    /** Each count has its partial index. */
    static final String STATES = """
            select
                (select count(*) from credential c
                 where c.organization_id = :organization and c.issued_at >= :begin and c.issued_at < :end
                    and c.revoked_at is not null) as revoked,
                (select count(*) from credential c
                 where c.organization_id = :organization and c.issued_at >= :begin and c.issued_at < :end
                    and c.revoked_at is null and c.expires_at is not null and c.expires_at <= :now) as expired,
                (select count(*) from credential c
                 where c.organization_id = :organization and c.issued_at >= :begin and c.issued_at < :end
                    and c.revoked_at is null and c.claimed_at is not null
                    and (c.expires_at is null or c.expires_at > :now)) as valid
            """;

    static final String LOOKUPS = """
            select (looked_up_at at time zone 'UTC')::date as day, kind, count(*) as number
            from verification_log
            where organization_id = :organization and looked_up_at >= :begin and looked_up_at < :end
            group by 1, 2
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    Counting(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setTimeout(SECONDS);
    }

    Analytics count(OrganizationId organization, Span span) {
        try {
            return Objects.requireNonNull(snapshot.execute(status -> counted(organization, span)));
        } catch (QueryTimeoutException | TransactionTimedOutException | DataAccessResourceFailureException tooMuch) {
            throw ApiException.unavailable(
                    "Counting that took too long. Ask for a shorter span, or again later.", tooMuch);
        }
    }

    private Analytics counted(OrganizationId organization, Span span) {
        Map<LocalDate, Long> issued = new HashMap<>();
        query(BY_DAY, organization, span).query(row -> {
            issued.put(row.getObject("day", LocalDate.class), row.getLong("number"));
        });
        var lookups = lookups(organization, span);
        var days = span.from()
                .datesUntil(span.to().plusDays(1))
                .map(day -> new Analytics.Day(day, issued.getOrDefault(day, 0L), lookups.getOrDefault(day, Map.of())))
                .toList();
        long all = issued.values().stream().mapToLong(Long::longValue).sum();
        return new Analytics(span.from(), span.to(), states(organization, span, all), days, top(organization, span));
    }

    private Map<LocalDate, Map<String, Long>> lookups(OrganizationId organization, Span span) {
        Map<LocalDate, Map<String, Long>> lookups = new HashMap<>();
        query(LOOKUPS, organization, span).query(row -> {
            lookups.computeIfAbsent(row.getObject("day", LocalDate.class), day -> new TreeMap<>())
                    .put(row.getString("kind"), row.getLong("number"));
        });
        return lookups;
    }

    private Analytics.Credentials states(OrganizationId organization, Span span, long issued) {
        return query(STATES, organization, span)
                .param("now", parameter(clock.instant()))
                .query((row, number) -> {
                    long revoked = row.getLong("revoked");
                    long expired = row.getLong("expired");
                    long valid = row.getLong("valid");
                    return new Analytics.Credentials(
                            issued, issued - revoked - expired - valid, valid, expired, revoked);
                })
                .single();
    }

    private List<Analytics.Top> top(OrganizationId organization, Span span) {
        return query(BY_BADGE, organization, span)
                .query((row, number) -> new Analytics.Top(
                        uuid(row, "id"), row.getString("name"), row.getString("slug"), row.getLong("number")))
                .list();
    }

    private JdbcClient.StatementSpec query(String sql, OrganizationId organization, Span span) {
        return jdbc.sql(sql)
                .param("organization", organization.value())
                .param("begin", parameter(span.begin()))
                .param("end", parameter(span.end()));
    }
}
