package io.laurel.worker.issuance;

import static java.util.stream.Collectors.toSet;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.Supersession;
import io.laurel.worker.copy.BinaryCopy;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Decision.Reject;
import io.laurel.worker.signing.SigningKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what a batch decided: all of it in one transaction, or none. */
@Component
class Recording {

    static final String RENEWAL = "superseded by renewal";

    private static final Set<Rejection> SKIPPED = Set.of(Rejection.ACTIVE_NON_EXPIRING, Rejection.ALREADY_HELD);

    /** In one order everywhere, so that two workers that decide for the same people do not wait for each other. */
    private static final Comparator<Signed> BY_HOLDER = Comparator.comparing(
                    (Signed one) -> one.issue().command().recipient().email())
            .thenComparing(one -> one.issue().badge().id().value());

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SigningKeys keys;
    private final FirstIssuance firstIssuance;

    /** The status lists whose first signature this worker has asked for; asking twice costs one signature. */
    private final Set<StatusListId> announced = ConcurrentHashMap.newKeySet();

    Recording(JdbcTemplate jdbc, TransactionTemplate transaction, SigningKeys keys, FirstIssuance firstIssuance) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.firstIssuance = firstIssuance;
    }

    private record StatusListId(OrganizationId organizationId, int number) {}

    /** Someone else decided a request, issued a credential, retired a key or changed a badge of the batch meanwhile: look again. */
    static final class OvertakenException extends RuntimeException {
        OvertakenException(@Nullable Throwable cause) {
            super("overtaken by another worker", cause);
        }
    }

    void record(List<Reject> rejected, List<Signed> signed, Instant now) {
        if (rejected.isEmpty() && signed.isEmpty()) {
            return;
        }
        var inOrder = signed.stream().sorted(BY_HOLDER).toList();
        var opened = signed.stream().map(Recording::listOf).collect(toSet());
        opened.removeAll(announced);
        try {
            transaction.executeWithoutResult(status -> {
                requireKeysInUse(signed);
                requireNotCancelled(rejected, signed);
                firstIssuance.requireUnchanged(signed);
                jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
                    record(connection, rejected, inOrder, opened, now);
                    return null;
                });
            });
        } catch (DuplicateKeyException e) {
            throw new OvertakenException(e);
        }
        announced.addAll(opened);
        firstIssuance.recorded(signed);
    }

    /** What a key signed that was retired meanwhile is thrown away, and signed again with the one that followed. */
    private void requireKeysInUse(List<Signed> signed) {
        if (signed.isEmpty()) {
            return;
        }
        var used = new HashMap<OrganizationId, @Nullable UUID>();
        signed.forEach(one -> used.put(
                one.issue().organization().id(), one.issue().organization().signingKey()));
        if (!keys.inUse(used.keySet()).equals(used)) {
            throw new OvertakenException(null);
        }
    }

    /**
     * Holds the cohorts until this transaction ends: what becomes of their rows is recorded before they are cancelled, or not at
     * all. Advisory locks, for who waits for one of them is not overtaken by others that could share it.
     */
    private void requireNotCancelled(List<Reject> rejected, List<Signed> signed) {
        var asking = Stream.concat(
                        signed.stream().map(one -> one.issue().command()),
                        rejected.stream()
                                .filter(one -> one.outcome().reason() != Rejection.COHORT_CANCELLED)
                                .map(Reject::command))
                .map(IssueCredential::cohortRow)
                .filter(Objects::nonNull)
                .map(row -> row.cohortId().value())
                .distinct()
                .toArray(UUID[]::new);
        if (asking.length == 0) {
            return;
        }
        jdbc.queryForList(
                "select pg_advisory_xact_lock_shared(cohort_lock(id))::text from unnest(?) as id order by id",
                String.class,
                (Object) asking);
        if (jdbc.queryForList("select status from cohort where id = any (?)", String.class, (Object) asking)
                .contains("cancelled")) {
            throw new OvertakenException(null);
        }
    }

    private static void record(
            Connection connection, List<Reject> rejected, List<Signed> signed, Set<StatusListId> opened, Instant now)
            throws SQLException {
        var successors = new HashMap<CredentialId, Issue>();
        for (var one : signed) {
            var supersedes = one.issue().supersedes();
            if (supersedes != null) {
                successors.put(supersedes.id(), one.issue());
            }
        }
        var inBatch = signed.stream().map(one -> one.issue().command().id()).toList();
        // By id, as whoever revokes or claims credentials does.
        var earlier = new TreeMap<CredentialId, Issue>(Comparator.comparing(CredentialId::value));
        earlier.putAll(successors);
        inBatch.forEach(earlier::remove);

        issuances(rejected, signed, now).execute(connection);
        var changed = supersede(connection, earlier);
        credentials(signed, successors).execute(connection);
        changed.addAll(opened);
        signed.stream()
                .filter(one -> successors.containsKey(one.issue().command().id()))
                .map(Recording::listOf)
                .forEach(changed::add);
        statusListChanges(changed).execute(connection);
        tallies(rejected, signed).execute(connection);
    }

    private static BinaryCopy issuances(List<Reject> rejected, List<Signed> signed, Instant now) {
        var rows = new BinaryCopy(
                "issuance",
                "id",
                "organization_id",
                "badge_id",
                "recipient_email",
                "fingerprint",
                "cohort_id",
                "cohort_row",
                "decided_at",
                "supersession",
                "rejection",
                "message");
        for (var one : signed) {
            request(rows, one.issue().command(), now)
                    .text(one.issue().supersession().name())
                    .text(null)
                    .text(null);
        }
        for (var one : rejected) {
            request(rows, one.command(), now)
                    .text(null)
                    .text(one.outcome().reason().name())
                    .text(one.outcome().message());
        }
        return rows;
    }

    private static BinaryCopy request(BinaryCopy rows, IssueCredential command, Instant now) {
        var cohortRow = command.cohortRow();
        return rows.row()
                .uuid(command.id().value())
                .uuid(command.organizationId().value())
                .uuid(command.badgeId().value())
                .text(command.recipient().email())
                .text(command.fingerprint())
                .uuid(cohortRow == null ? null : cohortRow.cohortId().value())
                .integer(cohortRow == null ? null : cohortRow.row())
                .instant(now);
    }

    /**
     * Ends the credentials of earlier batches that these follow; before the new ones, for the newest is unique. One that was
     * revoked since it was looked up would be followed otherwise.
     *
     * @return the status lists that now say something else
     */
    private static Set<StatusListId> supersede(Connection connection, Map<CredentialId, Issue> successors)
            throws SQLException {
        var changed = new HashSet<StatusListId>();
        if (successors.isEmpty()) {
            return changed;
        }
        try (var statement = connection.prepareStatement("""
                update credential c
                set superseded_by_id = n.successor, revoked_at = coalesce(c.revoked_at, n.revoked_at),
                    revocation_reason = coalesce(c.revocation_reason, n.reason)
                from unnest(?::text[], ?::uuid[], ?::boolean[], ?::uuid[], ?::timestamptz[], ?::text[])
                    as n (email, id, was_revoked, successor, revoked_at, reason)
                where c.recipient_email = n.email and c.id = n.id and c.superseded_by_id is null
                    and (c.revoked_at is not null) = n.was_revoked
                returning c.organization_id, c.status_list, n.reason is not null as revoked
                """)) {
            var emails = new ArrayList<String>();
            var ids = new ArrayList<UUID>();
            var wasRevoked = new ArrayList<Boolean>();
            var successorIds = new ArrayList<UUID>();
            var revokedAt = new ArrayList<@Nullable Timestamp>();
            var reasons = new ArrayList<@Nullable String>();
            successors.forEach((id, successor) -> {
                emails.add(successor.command().recipient().email());
                ids.add(id.value());
                wasRevoked.add(successor.supersession() == Supersession.REVOKED);
                successorIds.add(successor.command().id().value());
                var renewed = renewedAt(successor);
                revokedAt.add(renewed == null ? null : Timestamp.from(renewed));
                reasons.add(renewed == null ? null : RENEWAL);
            });
            statement.setArray(1, connection.createArrayOf("text", emails.toArray()));
            statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            statement.setArray(3, connection.createArrayOf("boolean", wasRevoked.toArray()));
            statement.setArray(4, connection.createArrayOf("uuid", successorIds.toArray()));
            statement.setArray(5, connection.createArrayOf("timestamptz", revokedAt.toArray()));
            statement.setArray(6, connection.createArrayOf("text", reasons.toArray()));
            int superseded = 0;
            try (var rows = statement.executeQuery()) {
                for (; rows.next(); superseded++) {
                    if (rows.getBoolean("revoked")) {
                        changed.add(new StatusListId(
                                new OrganizationId(rows.getObject("organization_id", UUID.class)),
                                rows.getInt("status_list")));
                    }
                }
            }
            if (superseded != successors.size()) {
                throw new OvertakenException(null);
            }
        }
        return changed;
    }

    private static BinaryCopy statusListChanges(Set<StatusListId> changed) {
        var rows = new BinaryCopy("status_list_change", "organization_id", "number");
        changed.forEach(list -> rows.row().uuid(list.organizationId().value()).integer(list.number()));
        return rows;
    }

    private static StatusListId listOf(Signed signed) {
        return new StatusListId(
                signed.issue().organization().id(), signed.numbers().status().list());
    }

    private static BinaryCopy credentials(List<Signed> signed, Map<CredentialId, Issue> successors) {
        var rows = new BinaryCopy(
                "credential",
                "id",
                "short_id",
                "organization_id",
                "badge_id",
                "recipient_name",
                "recipient_email",
                "is_public",
                "evidence_url",
                "issued_at",
                "expires_at",
                "revoked_at",
                "revocation_reason",
                "supersedes_id",
                "superseded_by_id",
                "status_list",
                "status_index",
                "document");
        for (var one : signed) {
            var command = one.issue().command();
            var evidence = command.evidenceUrl();
            var supersedes = one.issue().supersedes();
            var successor = successors.get(command.id());
            var revokedAt = successor == null ? null : renewedAt(successor);
            rows.row()
                    .uuid(command.id().value())
                    .text(one.numbers().shortId().value())
                    .uuid(command.organizationId().value())
                    .uuid(command.badgeId().value())
                    .text(command.recipient().name())
                    .text(command.recipient().email())
                    .bool(command.isPublic())
                    .text(evidence == null ? null : evidence.toString())
                    .instant(one.issue().issuedAt())
                    .instant(one.issue().expiresAt())
                    .instant(revokedAt)
                    .text(revokedAt == null ? null : RENEWAL)
                    .uuid(supersedes == null ? null : supersedes.id().value())
                    .uuid(successor == null ? null : successor.command().id().value())
                    .integer(one.numbers().status().list())
                    .integer(one.numbers().status().index())
                    .bytes(one.document());
        }
        return rows;
    }

    /** When an issue revokes what it follows: only what is still active. */
    static @Nullable Instant renewedAt(Issue successor) {
        return successor.supersession() == Supersession.ACTIVE_TIME_BOUND ? successor.issuedAt() : null;
    }

    private static BinaryCopy tallies(List<Reject> rejected, List<Signed> signed) {
        var tallies = new HashMap<CohortId, int[]>();
        for (var one : signed) {
            count(tallies, one.issue().command().cohortRow(), one.issue().supersession() == Supersession.NEW ? 0 : 1);
        }
        for (var one : rejected) {
            var reason = one.outcome().reason();
            if (reason != Rejection.COHORT_CANCELLED) {
                count(tallies, one.command().cohortRow(), SKIPPED.contains(reason) ? 2 : 3);
            }
        }
        var rows = new BinaryCopy("cohort_tally", "cohort_id", "issued", "renewed", "skipped", "failed");
        tallies.forEach((cohort, counts) -> rows.row()
                .uuid(cohort.value())
                .integer(counts[0])
                .integer(counts[1])
                .integer(counts[2])
                .integer(counts[3]));
        return rows;
    }

    private static void count(Map<CohortId, int[]> tallies, @Nullable CohortRow row, int column) {
        if (row != null) {
            tallies.computeIfAbsent(row.cohortId(), cohort -> new int[4])[column]++;
        }
    }
}
