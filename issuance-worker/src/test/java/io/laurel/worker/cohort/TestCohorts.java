package io.laurel.worker.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.Topics;
import io.laurel.test.TestTopics;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An organization's cohorts as the ingress would leave them. */
record TestCohorts(JdbcClient database, TestTopics topics, OrganizationId organization) {

    static final Duration SOON = Duration.ofSeconds(60);

    /** In pieces; small ones, so that rows lie across them. */
    CohortId upload(BadgeId badge, String format, boolean dryRun, String text) {
        var cohort = new CohortId(UUID.randomUUID());
        var bytes = text.getBytes(UTF_8);
        database.sql("""
                        insert into cohort_upload
                            (id, organization_id, badge_id, format, dry_run, fingerprint, bytes, created_at)
                        values (?, ?, ?, ?, ?, '', ?, now())
                        """)
                .params(cohort.value(), organization.value(), badge.value(), format, dryRun, bytes.length)
                .update();
        var size = Math.max(997, bytes.length / 20);
        for (int number = 0, at = 0; at < bytes.length; number++, at += size) {
            database.sql("insert into cohort_upload_piece (upload_id, number, bytes) values (?, ?, ?)")
                    .params(cohort.value(), number, Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)))
                    .update();
        }
        return cohort;
    }

    void announce(CohortId cohort) {
        send(new ImportCohort(cohort, organization));
    }

    CohortId importing(BadgeId badge, boolean dryRun, String csv) {
        var cohort = upload(badge, "csv", dryRun, csv);
        announce(cohort);
        return cohort;
    }

    void steer(CohortId cohort, SteerCohort.Move move) {
        var run = database.sql("select run from cohort where id = ?")
                .param(cohort.value())
                .query(Integer.class)
                .single();
        send(new SteerCohort(cohort, organization, move, run));
    }

    void send(IssuanceTask task) {
        topics.send(Topics.ISSUANCE_TASKS, task.key(), task);
    }

    void awaitStatus(CohortId cohort, String status) {
        await().atMost(SOON).until(() -> status(cohort), status::equals);
    }

    String status(CohortId cohort) {
        return database.sql("select status from cohort where id = ?")
                .param(cohort.value())
                .query(String.class)
                .optional()
                .orElse("unknown");
    }
}
