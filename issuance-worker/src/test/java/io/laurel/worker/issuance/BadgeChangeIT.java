package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A badge is changed while its first credential is on its way: the two never disagree. */
@RunningWorker
class BadgeChangeIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private IssuanceCycle cycle;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", 1_000_000);
        badge = given.badge(organization, null);
        keys.generate(organization);
    }

    @Test
    void theFirstCredentialSaysWhatTheBadgeSaysWhenItIsRecorded() throws Exception {
        var command = Requests.of(organization, badge, "first@example.com");
        whileItIsHeld(command, "update badge set description = 'Binds better books.' where id = ?");
        assertThat(document(command)).contains("Binds better books.").doesNotContain("Binds books by hand.");
    }

    @Test
    void nothingIsIssuedFromABadgeThatWasDeletedMeanwhile() throws Exception {
        var command = Requests.of(organization, badge, "late@example.com");
        whileItIsHeld(command, "delete from badge where id = ?");
        assertThat(rejection(command)).isEqualTo("BADGE_NOT_FOUND");
    }

    @Test
    void nothingIsIssuedFirstFromABadgeThatWasDeactivatedMeanwhile() throws Exception {
        var command = Requests.of(organization, badge, "inactive@example.com");
        whileItIsHeld(command, "update badge set is_active = false where id = ?");
        assertThat(rejection(command)).isEqualTo("BADGE_INACTIVE");
    }

    @Test
    void aBadgeThatHasCredentialsIsNotWaitedFor() throws Exception {
        cycle.run(List.of(Requests.of(organization, badge, "one@example.com")));
        var second = Requests.of(organization, badge, "two@example.com");
        transaction.executeWithoutResult(status -> {
            holdAlone();
            try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(other.submit(() -> cycle.run(List.of(second)))).succeedsWithin(Duration.ofSeconds(60));
            }
        });
        assertThat(document(second)).isNotNull();
    }

    /** Looks the badge up, then waits to record; by then it is another. */
    private void whileItIsHeld(IssueCredential command, String change) throws Exception {
        try (var worker = Executors.newSingleThreadExecutor()) {
            @Nullable
            Future<?> issuing = transaction.execute(status -> {
                holdAlone();
                var running = worker.submit(() -> cycle.run(List.of(command)));
                await().until(this::somebodyWaits);
                database.owner().sql(change).param(badge.value()).update();
                return running;
            });
            assertThat(issuing).isNotNull();
            issuing.get();
        }
    }

    private void holdAlone() {
        jdbc.sql("select hold_badge_alone(?)").param(badge.value()).query(row -> {});
    }

    private boolean somebodyWaits() {
        return database.owner().sql("""
                        select exists (
                            select from pg_locks
                            where locktype = 'advisory' and not granted
                                and database = (select oid from pg_database where datname = current_database()))
                        """).query(Boolean.class).single();
    }

    private @Nullable String document(IssueCredential command) {
        return database.owner()
                .sql("select document from credential where id = ?")
                .param(command.id().value())
                .query((row, number) -> row.getString("document"))
                .optional()
                .orElse(null);
    }

    private String rejection(IssueCredential command) {
        return database.owner()
                .sql("select rejection from issuance where id = ?")
                .param(command.id().value())
                .query((row, number) -> row.getString("rejection"))
                .single();
    }
}
