package io.laurel.ingress.cohort;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.web.ApiException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps uploads in pieces, so that neither side ever holds one whole. */
@Component
class Uploads {

    /** In what form rows come; what comes as one JSON document is kept as a line for each recipient. */
    enum Format {
        CSV("csv"),
        NDJSON("ndjson"),
        JSON("ndjson");

        private final String kept;

        Format(String kept) {
            this.kept = kept;
        }

        boolean hasLines() {
            return this != JSON;
        }
    }

    /** An upload as it was taken. */
    record Taken(CohortId id, BadgeId badge, boolean dryRun, Instant createdAt, String fingerprint) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final OrganizationLock locks;
    private final CohortSettings settings;
    private final Clock clock;

    Uploads(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            OrganizationLock locks,
            CohortSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.locks = locks;
        this.settings = settings;
        this.clock = clock;
    }

    Writer write() {
        return new Writer();
    }

    /** Takes bytes and stores them under a name of its own, until they are kept as a cohort's; else nothing stays. */
    final class Writer implements AutoCloseable {

        private final UUID temporary = UuidCreator.getTimeOrderedEpoch();
        private final byte[] piece = new byte[(int) settings.piece().toBytes()];
        private final MessageDigest content = Sha256.digest();
        private int filled;
        private int pieces;
        private long bytes;
        private boolean kept;

        void write(byte[] from, int offset, int length) {
            content.update(from, offset, length);
            bytes += length;
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, piece.length - filled);
                System.arraycopy(from, offset + done, piece, filled, part);
                filled += part;
                done += part;
                if (filled == piece.length) {
                    store();
                }
            }
        }

        private void store() {
            if (filled > 0) {
                jdbc.sql("insert into cohort_upload_piece (upload_id, number, bytes) values (?, ?, ?)")
                        .params(temporary, pieces++, Arrays.copyOf(piece, filled))
                        .update();
                filled = 0;
            }
        }

        /** Equal for uploads that ask for the same. Ends the writing. */
        String fingerprint(BadgeId badge, boolean dryRun) {
            content.update((byte) (dryRun ? 1 : 0));
            content.update(badge.toString().getBytes(US_ASCII));
            return HexFormat.of().formatHex(content.digest());
        }

        long bytes() {
            return bytes;
        }

        /**
         * Keeps what was written as the cohort of this id. Where that is there already, by a request of the same name, that
         * one stands.
         */
        Taken keep(
                CohortId id,
                OrganizationId organization,
                BadgeId badge,
                Format format,
                boolean dryRun,
                String fingerprint) {
            store();
            var mine = new Taken(id, badge, dryRun, clock.instant(), fingerprint);
            kept = Boolean.TRUE.equals(transaction.execute(_ -> insert(mine, organization, format)));
            return kept ? mine : find(id);
        }

        private boolean insert(Taken upload, OrganizationId organization, Format format) {
            int inserted = jdbc.sql("""
                            insert into cohort_upload
                                (id, organization_id, badge_id, format, has_lines, dry_run, fingerprint, bytes, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (id) do nothing
                            """)
                    .params(
                            upload.id().value(),
                            organization.value(),
                            upload.badge().value(),
                            format.kept,
                            format.hasLines(),
                            upload.dryRun(),
                            upload.fingerprint(),
                            bytes,
                            parameter(upload.createdAt()))
                    .update();
            if (inserted == 0) {
                return false;
            }
            requireRoom(organization);
            // The stored bytes themselves are not moved: only their rows get the name.
            int named = jdbc.sql("update cohort_upload_piece set upload_id = ? where upload_id = ?")
                    .params(upload.id().value(), temporary)
                    .update();
            if (named != pieces) {
                throw new IllegalStateException("of %d pieces %d are left".formatted(pieces, named));
            }
            return true;
        }

        @Override
        public void close() {
            if (!kept && pieces > 0) {
                jdbc.sql("delete from cohort_upload_piece where upload_id = ?")
                        .param(temporary)
                        .update();
            }
        }
    }

    /**
     * Notes that a cohort is to be submitted or retried, in the caller's transaction and before the worker is asked for it.
     *
     * @param run the one that is asked for
     * @throws ApiException where too many others wait or run
     */
    void askFor(int run, CohortId id, OrganizationId organization) {
        jdbc.sql("update cohort_upload set asked_run = ?, asked_at = ? where id = ?")
                .params(run, parameter(clock.instant()), id.value())
                .update();
        requireRoom(organization);
    }

    /** The worker could not be asked. */
    void takeBack(int run, CohortId id) {
        jdbc.sql("update cohort_upload set asked_run = null where id = ? and asked_run = ?")
                .params(id.value(), run)
                .update();
    }

    /** With the new one, and none that comes at the same time: the organization is held. */
    private void requireRoom(OrganizationId organization) {
        locks.hold(organization);
        int unfinished =
                jdbc.sql("""
                        select count(*) from cohort_upload u left join cohort c on c.id = u.id
                        where u.organization_id = ?
                            and (c.id is null or c.status in ('validating', 'processing') or u.asked_run > c.run)
                        """).param(organization.value()).query(Integer.class).single();
        if (unfinished > settings.maxUnfinished()) {
            throw ApiException.conflict(
                    "The organization has %d cohorts that have not ended: wait for one to end, or cancel one."
                            .formatted(settings.maxUnfinished()));
        }
    }

    boolean isKept(CohortId id) {
        return jdbc.sql("select exists (select from cohort_upload where id = ?)")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    private Taken find(CohortId id) {
        return jdbc.sql("select badge_id, dry_run, created_at, fingerprint from cohort_upload where id = ?")
                .param(id.value())
                .query((row, n) -> new Taken(
                        id,
                        new BadgeId(uuid(row, "badge_id")),
                        row.getBoolean("dry_run"),
                        instant(row, "created_at"),
                        row.getString("fingerprint")))
                .single();
    }

    /** Imports that should have begun by now: their command may have been lost between its commit and its sending. */
    List<ImportCohort> notBegun(Duration olderThan, int most) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select u.id, u.organization_id from cohort_upload u
                        where u.created_at < ? and u.created_at > ?
                            and not exists (select from cohort c where c.id = u.id)
                        order by u.created_at limit ?
                        """)
                .params(parameter(now.minus(olderThan)), parameter(now.minus(Duration.ofDays(7))), most)
                .query((row, n) -> new ImportCohort(
                        new CohortId(uuid(row, "id")), new OrganizationId(uuid(row, "organization_id"))))
                .list();
    }

    /** What the worker has begun waits no more; nor does a dry run whose rows it had begun to delete when it was asked to submit them. */
    void settleAsked() {
        jdbc.sql("""
                        update cohort_upload u set asked_run = null from cohort c
                        where c.id = u.id and u.asked_run is not null
                            and (u.asked_run <= c.run or c.retention <> 'kept')
                        """).update();
    }

    /** What should have been submitted or retried by now: what was noted first may have been all that the instance lived for. */
    List<SteerCohort> notTakenUp(Duration olderThan, int most) {
        return jdbc.sql("""
                        select u.id, u.organization_id, c.status, c.run
                        from cohort_upload u join cohort c on c.id = u.id
                        where u.asked_run is not null and u.asked_run > c.run and c.status in ('validated', 'completed')
                            and coalesce(u.asked_at, u.created_at) < ?
                        order by coalesce(u.asked_at, u.created_at) limit ?
                        """)
                .params(parameter(clock.instant().minus(olderThan)), most)
                .query((row, n) -> new SteerCohort(
                        new CohortId(uuid(row, "id")),
                        new OrganizationId(uuid(row, "organization_id")),
                        row.getString("status").equals("validated") ? Move.SUBMIT : Move.RETRY,
                        row.getInt("run")))
                .list();
    }

    /** Pieces of uploads whose instance died while it wrote them; a temporary name carries its time (UUIDv7). */
    int deleteAbandoned(Duration olderThan) {
        return jdbc.sql("""
                        delete from cohort_upload_piece p
                        where uuid_extract_version(p.upload_id) = 7 and uuid_extract_timestamp(p.upload_id) < ?
                            and not exists (select from cohort_upload u where u.id = p.upload_id)
                        """).param(parameter(clock.instant().minus(olderThan))).update();
    }
}
