package io.laurel.worker.issuance;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import io.laurel.worker.identifier.IdentifierSecret;
import io.laurel.worker.identifier.Identifiers;
import io.laurel.worker.issuance.Decision.Issue;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes, in one short transaction, what the credentials of a batch need: a place in the month's quota for every new
 * recipient, status list entries and short ids. What a crash leaves taken costs nothing: a recipient is counted once
 * however often the batch is repeated, and numbers may have gaps.
 */
@Component
class Reservation {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final IdentifierSecret secret;
    private volatile @Nullable Identifiers identifiers;

    Reservation(JdbcClient jdbc, TransactionTemplate transaction, IdentifierSecret secret) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.secret = secret;
    }

    /** Someone who counts against an organization's quota. */
    record Counted(OrganizationId organizationId, String email) {

        static Counted of(Issue issue) {
            return new Counted(
                    issue.organization().id(), issue.command().recipient().email());
        }
    }

    /** What a credential was given before it is signed. */
    record Numbers(ShortId shortId, Identifiers.StatusPosition status) {}

    /**
     * What was taken.
     *
     * @param numbers of each issue, in their order; none for those over quota
     */
    record Taken(Set<Counted> overQuota, Map<Issue, Numbers> numbers) {}

    Taken take(List<Issue> issues, Instant now) {
        if (issues.isEmpty()) {
            return new Taken(Set.of(), Map.of());
        }
        var identifiers = identifiers();
        return transaction.execute(status -> {
            commitWithoutWaiting();
            var overQuota = takeQuota(issues, now);
            var granted = issues.stream()
                    .filter(issue -> !overQuota.contains(Counted.of(issue)))
                    .toList();
            return new Taken(overQuota, takeNumbers(granted, identifiers));
        });
    }

    /**
     * The counters' rows, for which all others of the organization wait, are free before the disk has the commit. Nothing is
     * lost by it that anyone could see: what a batch records, and anyone else's commit, comes later in the same log, so it is
     * only there after a crash if this is.
     */
    private void commitWithoutWaiting() {
        jdbc.sql("set local synchronous_commit = off").update();
    }

    /** Enters new recipients as far as they fit, first come first served; the counters' rows stay locked until the end. */
    private Set<Counted> takeQuota(List<Issue> issues, Instant now) {
        var month = Quota.month(now);
        var used = lockCounters(issues, month);
        var wanted = new LinkedHashSet<Counted>();
        var limits = new HashMap<OrganizationId, Integer>();
        for (var issue : issues) {
            wanted.add(Counted.of(issue));
            limits.put(issue.organization().id(), issue.organization().monthlyRecipients());
        }
        wanted.removeAll(alreadyCounted(wanted, month));
        var entering = new ArrayList<Counted>();
        var overQuota = new HashSet<Counted>();
        for (var one : wanted) {
            int sum = used.merge(one.organizationId(), 1, Integer::sum);
            if (sum <= limits.getOrDefault(one.organizationId(), 0)) {
                entering.add(one);
            } else {
                overQuota.add(one);
            }
        }
        enter(entering, month);
        return overQuota;
    }

    private Map<OrganizationId, Integer> lockCounters(List<Issue> issues, LocalDate month) {
        var used = new HashMap<OrganizationId, Integer>();
        jdbc.sql("""
                        insert into quota_counter (organization_id, month, used)
                        select id, ?, 0 from unnest(?) as wanted (id) order by id
                        on conflict (organization_id, month) do update set used = quota_counter.used
                        returning organization_id, used
                        """)
                .params(
                        Date.valueOf(month),
                        issues.stream()
                                .map(issue -> issue.organization().id().value())
                                .distinct()
                                .toArray(UUID[]::new))
                .query(row -> {
                    used.put(new OrganizationId(row.getObject("organization_id", UUID.class)), row.getInt("used"));
                });
        return used;
    }

    private Set<Counted> alreadyCounted(Collection<Counted> wanted, LocalDate month) {
        return jdbc.sql("""
                        select u.organization_id, u.recipient_email
                        from unnest(?, ?) as wanted (organization_id, email)
                        cross join lateral (
                            select organization_id, recipient_email from quota_usage
                            where organization_id = wanted.organization_id and month = ?
                                and recipient_email = wanted.email
                            offset 0) u
                        """)
                .params(organizations(wanted), emails(wanted), Date.valueOf(month))
                .query((row, number) -> new Counted(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("recipient_email")))
                .set();
    }

    private void enter(List<Counted> entering, LocalDate month) {
        if (entering.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with entered as (
                            insert into quota_usage (organization_id, month, recipient_email)
                            select organization_id, ?, email from unnest(?, ?) as entering (organization_id, email)
                            returning organization_id, month)
                        update quota_counter c set used = c.used + e.recipients
                        from (select organization_id, month, count(*)::integer as recipients
                              from entered group by organization_id, month) e
                        where c.organization_id = e.organization_id and c.month = e.month
                        """)
                .params(Date.valueOf(month), organizations(entering), emails(entering))
                .update();
    }

    private Map<Issue, Numbers> takeNumbers(List<Issue> granted, Identifiers identifiers) {
        if (granted.isEmpty()) {
            return Map.of();
        }
        var shortNumbers = jdbc.sql("select nextval('short_id_number') from generate_series(1, ?)")
                .param(granted.size())
                .query(Long.class)
                .list()
                .iterator();
        var nextEntry = takeStatusEntries(granted);
        var positions = new HashMap<OrganizationId, Identifiers.StatusPositions>();
        var numbers = new HashMap<Issue, Numbers>();
        for (var issue : granted) {
            var organization = issue.organization().id();
            long entry = nextEntry.merge(organization, 1L, Long::sum) - 1;
            numbers.put(
                    issue,
                    new Numbers(
                            identifiers.shortId(shortNumbers.next()),
                            positions
                                    .computeIfAbsent(organization, identifiers::statusPositions)
                                    .of(entry)));
        }
        return numbers;
    }

    /** Each organization's first entry of those that it needs. */
    private Map<OrganizationId, Long> takeStatusEntries(List<Issue> granted) {
        var needed = new TreeMap<UUID, Long>();
        for (var issue : granted) {
            needed.merge(issue.organization().id().value(), 1L, Long::sum);
        }
        var first = new HashMap<OrganizationId, Long>();
        jdbc.sql("""
                        insert into status_list_counter (organization_id, taken)
                        select organization_id, needed from unnest(?, ?) as wanted (organization_id, needed)
                        order by organization_id
                        on conflict (organization_id) do update
                            set taken = status_list_counter.taken + excluded.taken
                        returning organization_id, taken
                        """)
                .params(needed.keySet().toArray(UUID[]::new), needed.values().toArray(Long[]::new))
                .query(row -> {
                    var id = row.getObject("organization_id", UUID.class);
                    first.put(new OrganizationId(id), row.getLong("taken") - needed.getOrDefault(id, 0L));
                });
        return first;
    }

    private Identifiers identifiers() {
        var known = identifiers;
        if (known == null) {
            known = secret.load();
            identifiers = known;
        }
        return known;
    }

    private static UUID[] organizations(Collection<Counted> counted) {
        return counted.stream().map(one -> one.organizationId().value()).toArray(UUID[]::new);
    }

    private static String[] emails(Collection<Counted> counted) {
        return counted.stream().map(Counted::email).toArray(String[]::new);
    }
}
