package io.laurel.worker.issuance;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import io.laurel.worker.identifier.IdentifierSecret;
import io.laurel.worker.identifier.Identifiers;
import io.laurel.worker.issuance.Decision.Issue;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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
        // A sequence has gaps anyway: those over quota leave theirs unused, and nobody waits meanwhile.
        var shortNumbers = shortNumbers(issues.size());
        var month = Quota.month(now);
        return transaction.execute(status -> {
            commitWithoutWaiting();
            while (true) {
                var room = room(issues, month);
                var granted = issues.stream()
                        .filter(issue -> !room.overQuota().contains(Counted.of(issue)))
                        .toList();
                var before = status.createSavepoint();
                var entered = enter(room.entering(), month);
                var firstEntries = count(granted, entered, month);
                if (firstEntries.isPresent()) {
                    return new Taken(
                            room.overQuota(),
                            numbers(granted, shortNumbers.iterator(), firstEntries.get(), identifiers));
                }
                // Others were faster; that is known now.
                status.rollbackToSavepoint(before);
            }
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

    private List<Long> shortNumbers(int howMany) {
        return jdbc.sql("select nextval('short_id_number') from generate_series(1, ?)")
                .param(howMany)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /**
     * Who may enter the month, as far as nobody else does at the same time.
     *
     * @param entering may be there already
     * @param overQuota are not
     */
    private record Room(Set<Counted> entering, Set<Counted> overQuota) {}

    /** First come, first served. Who is there already is asked only where there may not be room for all. */
    private Room room(List<Issue> issues, LocalDate month) {
        var wanted = issues.stream().map(Counted::of).collect(Collectors.toCollection(LinkedHashSet::new));
        var left = left(issues, month);
        var most = wanted.stream().collect(Collectors.groupingBy(Counted::organizationId, Collectors.counting()));
        var tight = wanted.stream()
                .filter(one ->
                        most.getOrDefault(one.organizationId(), 0L) > left.getOrDefault(one.organizationId(), 0L))
                .toList();
        if (tight.isEmpty()) {
            return new Room(wanted, Set.of());
        }
        var there = alreadyCounted(tight, month);
        var overQuota = new HashSet<Counted>();
        for (var one : tight) {
            if (!there.contains(one) && left.merge(one.organizationId(), -1L, Long::sum) < 0) {
                overQuota.add(one);
            }
        }
        wanted.removeAll(overQuota);
        return new Room(wanted, overQuota);
    }

    private Map<OrganizationId, Long> left(List<Issue> issues, LocalDate month) {
        var left = new HashMap<OrganizationId, Long>();
        for (var issue : issues) {
            left.put(issue.organization().id(), (long) issue.organization().monthlyRecipients());
        }
        jdbc.sql("select organization_id, used from quota_counter where organization_id = any (?) and month = ?")
                .params(left.keySet().stream().map(OrganizationId::value).toArray(UUID[]::new), Date.valueOf(month))
                .query(row -> {
                    var id = new OrganizationId(row.getObject("organization_id", UUID.class));
                    left.merge(id, -row.getLong("used"), Long::sum);
                });
        return left;
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

    /** Enters who is not there yet, in one order everywhere, so that two who enter the same people wait for each other only once. */
    private Map<OrganizationId, Integer> enter(Set<Counted> entering, LocalDate month) {
        var entered = new HashMap<OrganizationId, Integer>();
        jdbc.sql("""
                        with entered as (
                            insert into quota_usage (organization_id, month, recipient_email)
                            select organization_id, ?, email from unnest(?, ?) as entering (organization_id, email)
                            order by organization_id, email
                            on conflict do nothing
                            returning organization_id)
                        select organization_id, count(*) as recipients from entered group by organization_id
                        """)
                .params(Date.valueOf(month), organizations(entering), emails(entering))
                .query(row -> {
                    var id = new OrganizationId(row.getObject("organization_id", UUID.class));
                    entered.put(id, row.getInt("recipients"));
                });
        return entered;
    }

    /**
     * Counts who entered and takes the status list entries: last, and in one statement, for its rows are locked until the end, and
     * everybody of the organization waits for them.
     *
     * @return each organization's first entry of those that it needs; empty where more have entered than may
     */
    private Optional<Map<OrganizationId, Long>> count(
            List<Issue> granted, Map<OrganizationId, Integer> entered, LocalDate month) {
        var needed = new TreeMap<UUID, Long>();
        var limits = new HashMap<UUID, Integer>();
        for (var issue : granted) {
            needed.merge(issue.organization().id().value(), 1L, Long::sum);
            limits.put(issue.organization().id().value(), issue.organization().monthlyRecipients());
        }
        var ids = needed.keySet();
        var first = new HashMap<OrganizationId, Long>();
        jdbc.sql("""
                        with wanted as (
                            select organization_id, entered, most, needed
                            from unnest(?, ?, ?, ?) as wanted (organization_id, entered, most, needed)
                        ), counted as (
                            insert into quota_counter (organization_id, month, used)
                            select organization_id, ?, entered from wanted where entered > 0 order by organization_id
                            on conflict (organization_id, month) do update set used = quota_counter.used + excluded.used
                            returning organization_id, used
                        )
                        insert into status_list_counter (organization_id, taken)
                        select w.organization_id, w.needed
                        from wanted w left join counted c on c.organization_id = w.organization_id
                        where c.used is null or c.used <= w.most
                        order by w.organization_id
                        on conflict (organization_id) do update
                            set taken = status_list_counter.taken + excluded.taken
                        returning organization_id, taken
                        """)
                .params(
                        ids.toArray(UUID[]::new),
                        ids.stream()
                                .map(id -> entered.getOrDefault(new OrganizationId(id), 0))
                                .toArray(Integer[]::new),
                        ids.stream().map(limits::get).toArray(Integer[]::new),
                        needed.values().toArray(Long[]::new),
                        Date.valueOf(month))
                .query(row -> {
                    var id = row.getObject("organization_id", UUID.class);
                    first.put(new OrganizationId(id), row.getLong("taken") - needed.getOrDefault(id, 0L));
                });
        return first.size() == needed.size() ? Optional.of(first) : Optional.empty();
    }

    private static Map<Issue, Numbers> numbers(
            List<Issue> granted,
            Iterator<Long> shortNumbers,
            Map<OrganizationId, Long> nextEntry,
            Identifiers identifiers) {
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
