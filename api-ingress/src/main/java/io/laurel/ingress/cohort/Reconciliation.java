package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.ingress.cohort.CohortCounts.Rows;
import io.laurel.ingress.cohort.Reconciled.Difference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts a cohort anew: each row with its outcome, its credential, the event that told of it and the mail that followed. Some
 * thousand rows at a time, two statements each, and nothing is held but what does not add up.
 */
@Component
class Reconciliation {

    private static final int AT_ONCE = 5_000;
    private static final int MOST_SHOWN = 1_000;

    private final JdbcClient jdbc;

    Reconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            int number,
            @Nullable String email,
            UUID credential,
            boolean invalid,
            @Nullable String outcome,
            boolean hasCredential) {

        static Row read(ResultSet row, int n) throws SQLException {
            return new Row(
                    row.getInt("row"),
                    row.getString("email"),
                    row.getObject("credential_id", UUID.class),
                    row.getBoolean("invalid"),
                    row.getString("outcome"),
                    row.getBoolean("has_credential"));
        }

        boolean isIssued() {
            return "issued".equals(outcome);
        }

        UUID event() {
            return CredentialIssued.eventIdOf(new CredentialId(credential)).value();
        }
    }

    private static final class Sum {
        private long rows;
        private long issued;
        private long rejected;
        private long undecided;
        private final Map<String, Long> mails = new HashMap<>();
        private final List<Difference> differences = new ArrayList<>();
        private long differencesTotal;

        void differs(@Nullable Integer row, @Nullable String email, String problem) {
            differencesTotal++;
            if (differences.size() < MOST_SHOWN) {
                differences.add(new Difference(row, email, problem));
            }
        }

        long mails(String state) {
            return mails.getOrDefault(state, 0L);
        }

        Reconciled reconciled() {
            return new Reconciled(
                    undecided == 0 && differencesTotal == 0,
                    rows,
                    issued,
                    rejected,
                    undecided,
                    mails.values().stream().mapToLong(Long::longValue).sum(),
                    mails("sent"),
                    mails("suppressed"),
                    mails("failed"),
                    differences,
                    differencesTotal);
        }
    }

    /**
     * How a cohort stands.
     *
     * @param counted its rows, when all were there; null before, and where an early release ended it
     */
    private record Standing(
            String status, boolean keepsRows, @Nullable Rows counted) {

        private static final Standing PENDING = new Standing("pending", true, null);

        static Standing read(ResultSet row, int n) throws SQLException {
            return new Standing(
                    row.getString("status"),
                    row.getString("retention").equals("kept"),
                    row.getObject("total") == null ? null : new Rows(row.getLong("total"), row.getLong("invalid")));
        }

        boolean cancelled() {
            return status.equals("cancelled");
        }

        boolean isRead() {
            return counted != null || !Set.of("pending", "validating").contains(status);
        }

        /** Of a dry run that nobody submitted: nothing of it was decided. */
        Sum sum(Rows counted) {
            var sum = new Sum();
            sum.rows = counted.total();
            sum.rejected = cancelled() ? counted.total() : counted.invalid();
            sum.undecided = sum.rows - sum.rejected;
            sum.differs(null, null, "The rows of this dry run are not kept any more and cannot be counted anew.");
            return sum;
        }
    }

    /** Whether there is such a cohort, whoever's it is; or its upload, which no worker has seen yet. */
    boolean knows(CohortId cohort) {
        return jdbc.sql("""
                        select exists (select from cohort where id = :id) or exists (select from cohort_upload where id = :id)
                        """).param("id", cohort.value()).query(Boolean.class).single();
    }

    Reconciled of(CohortId cohort) {
        var standing = jdbc.sql("select status, retention, total, invalid from cohort where id = ?")
                .param(cohort.value())
                .query(Standing::read)
                .optional()
                .orElse(Standing.PENDING);
        if (!standing.keepsRows() && standing.counted() != null) {
            return standing.sum(standing.counted()).reconciled();
        }
        var sum = new Sum();
        for (int last = 0; ; ) {
            var rows = rows(cohort, last);
            var mails = mails(rows);
            rows.forEach(row -> add(sum, row, mails.get(row.event()), standing.cancelled()));
            if (rows.size() < AT_ONCE) {
                break;
            }
            last = rows.getLast().number();
        }
        compareRows(standing, sum);
        compareTally(cohort, sum);
        return sum.reconciled();
    }

    private List<Row> rows(CohortId cohort, int after) {
        return jdbc.sql("""
                        select r.row, r.email, r.credential_id, r.invalid is not null as invalid, i.outcome,
                            c.id is not null as has_credential
                        from (select row, email, credential_id, invalid from cohort_row
                              where cohort_id = ? and row > ? order by row limit ?) r
                        left join lateral (select row_outcome(rejection) as outcome from issuance
                            where id = r.credential_id offset 0) i on true
                        left join lateral (select id from credential
                            where recipient_email = r.email and id = r.credential_id offset 0) c on true
                        order by r.row
                        """)
                .params(cohort.value(), after, AT_ONCE)
                .query(Row::read)
                .list();
    }

    /** What became of the mails, by the event that asked for each. */
    private Map<UUID, String> mails(List<Row> rows) {
        var states = new HashMap<UUID, String>();
        jdbc.sql("""
                        select n.event_id, n.state from unnest(?) as asked (event_id)
                        cross join lateral (select event_id, state from notification
                            where event_id = asked.event_id offset 0) n
                        """)
                .param(rows.stream().filter(Row::isIssued).map(Row::event).toArray(UUID[]::new))
                .query(row -> {
                    states.put(row.getObject("event_id", UUID.class), row.getString("state"));
                });
        return states;
    }

    private static void add(Sum sum, Row row, @Nullable String mail, boolean cancelled) {
        sum.rows++;
        if (row.isIssued()) {
            sum.issued++;
        } else if (row.invalid() || row.outcome() != null || cancelled) {
            sum.rejected++;
        } else {
            sum.undecided++;
        }
        if (row.invalid() && row.outcome() != null) {
            sum.differs(row.number(), row.email(), "It is invalid, and was decided.");
        }
        if (row.isIssued() && !row.hasCredential()) {
            sum.differs(row.number(), row.email(), "It was issued, and there is no credential.");
        }
        if (!row.isIssued() && row.hasCredential()) {
            sum.differs(row.number(), row.email(), "There is a credential, and it was not issued.");
        }
        if (row.isIssued()) {
            addMail(sum, row, mail);
        }
    }

    private static void addMail(Sum sum, Row row, @Nullable String mail) {
        if (mail == null) {
            sum.differs(row.number(), row.email(), "It was issued, and the notifier does not know of it yet.");
            return;
        }
        sum.mails.merge(mail, 1L, Long::sum);
        if (mail.equals("due")) {
            sum.differs(row.number(), row.email(), "Its mail is still to be sent.");
        }
    }

    /** What was counted when all rows were there, against those that are there now. */
    private static void compareRows(Standing standing, Sum sum) {
        if (!standing.isRead()) {
            sum.differs(null, null, "Its rows are not all read yet.");
        } else if (standing.counted() != null && standing.counted().total() != sum.rows) {
            sum.differs(
                    null,
                    null,
                    "%d rows were read, %d are there."
                            .formatted(standing.counted().total(), sum.rows));
        }
    }

    /** What the batches wrote down as they were recorded, against what the rows show now. */
    private void compareTally(CohortId cohort, Sum sum) {
        long issued = jdbc.sql("select coalesce(sum(issued + renewed), 0) from cohort_tally where cohort_id = ?")
                .param(cohort.value())
                .query(Long.class)
                .single();
        if (issued != sum.issued) {
            sum.differs(null, null, "The recorded batches issued %d, the rows show %d.".formatted(issued, sum.issued));
        }
    }
}
