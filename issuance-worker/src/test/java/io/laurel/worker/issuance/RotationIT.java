package io.laurel.worker.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.RotateSigningKey;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A key is rotated while credentials are issued: what it signed stays true, and it signs nothing more. */
@RunningWorker
class RotationIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private IssuanceCycle cycle;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", 1_000_000);
        badge = given.badge(organization, 730);
    }

    @Test
    void aTaskMakesTheFirstKey() {
        var request = UUID.randomUUID();
        topics.send(Topics.ISSUANCE_TASKS, "x", new RotateSigningKey(organization, request, clock.instant()));
        await().untilAsserted(() -> assertThat(keyInUse()).contains(request));
        assertThat(keyCount()).isEqualTo(1);
    }

    @Test
    void aTaskThatArrivesAgainRotatesNothing() {
        keys.generate(organization);
        var first = keyInUse().orElseThrow();
        var request = UUID.randomUUID();
        var next = UUID.randomUUID();

        keys.rotate(organization, request);
        keys.rotate(organization, request);
        assertThat(keyInUse()).contains(request);
        keys.rotate(organization, next);
        keys.rotate(organization, request);

        assertThat(keyInUse()).contains(next);
        assertThat(keyCount()).isEqualTo(3);
        assertThat(retired()).containsExactlyInAnyOrder(first, request);
    }

    @Test
    void requestsThatRaceRotateOnceEach() throws Exception {
        keys.generate(organization);
        var requests = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 9; n++) {
                var request = requests.get(n % 3);
                var _ = workers.submit(() -> keys.rotate(organization, request));
            }
        }
        assertThat(keyCount()).isEqualTo(4);
        assertThat(retired()).hasSize(3);
        assertThat(keyInUse().map(requests::contains)).contains(true);
    }

    @Test
    void underLoadEveryCredentialVerifiesAndNoneIsRecordedUnderAKeyThatWasRetiredBefore() throws Exception {
        keys.generate(organization);
        var numbers = new AtomicInteger();
        var enough = new AtomicBoolean();
        var issued = new AtomicInteger();
        var rotated = new ArrayList<Rotated>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 3; n++) {
                var _ = workers.submit(() -> {
                    while (!enough.get()) {
                        cycle.run(Requests.of(organization, badge, numbers.getAndAdd(10), 10));
                        issued.addAndGet(10);
                    }
                });
            }
            for (int n = 0; n < 5; n++) {
                int reached = issued.get() + 40;
                await().until(() -> issued.get() >= reached);
                var retiring = keyInUse().orElseThrow();
                keys.rotate(organization, UUID.randomUUID());
                rotated.add(new Rotated(retiring, recordedUnder(retiring)));
            }
            int reached = issued.get() + 40;
            await().until(() -> issued.get() >= reached);
            enough.set(true);
        }

        // What a key had signed when its rotation was committed is all that it ever signed.
        for (var one : rotated) {
            assertThat(recordedUnder(one.key())).isEqualTo(one.recorded()).isPositive();
        }
        assertThat(recordedUnder(keyInUse().orElseThrow())).isPositive();
        var documents = documents();
        assertThat(documents).hasSize(issued.get());
        assertThat(documents)
                .allSatisfy(document -> assertThat(proofOf(document)).isInstanceOf(ProofResult.Valid.class));
    }

    private record Rotated(UUID key, int recorded) {}

    @Test
    void aRotationWaitsForWhatIsBeingRecordedAndWhatComesLaterLooksAgain() throws Exception {
        keys.generate(organization);
        var old = keyInUse().orElseThrow();
        var holding = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var recording = workers.submit(() -> transaction.executeWithoutResult(status -> {
                assertThat(keys.inUse(List.of(organization))).containsEntry(organization, old);
                holding.countDown();
                awaitUninterrupted(release);
            }));
            holding.await();
            var rotation = workers.submit(() -> keys.rotate(organization, UUID.randomUUID()));
            await().until(() -> waitingForLocks() == 1);
            var later = workers.submit(() -> cycle.run(Requests.of(organization, badge, 0, 1)));
            await().until(() -> waitingForLocks() == 2);
            assertThat(keyInUse()).contains(old);

            release.countDown();
            recording.get();
            rotation.get();
            later.get();
        }

        assertThat(recordedUnder(old)).isZero();
        assertThat(recordedUnder(keyInUse().orElseThrow())).isEqualTo(1);
    }

    @Test
    void aStatusListThatChangesAfterARotationIsSignedWithTheNewKey() {
        keys.generate(organization);
        var command = Requests.of(organization, badge, "ada@example.com");
        cycle.run(List.of(command));
        await().untilAsserted(() -> assertThat(listSigners()).hasSize(1));
        var before = listSigners();

        keys.rotate(organization, UUID.randomUUID());
        assertThat(listSigners()).isEqualTo(before);
        cycle.run(List.of(Requests.of(organization, badge, "ada@example.com")));

        await().untilAsserted(() ->
                assertThat(listSigners()).containsExactly(keyInUse().orElseThrow()));
    }

    private List<UUID> listSigners() {
        return database
                .owner()
                .sql("select document from status_list where organization_id = ?")
                .param(organization.value())
                .query((row, n) -> row.getString("document"))
                .list()
                .stream()
                .map(document -> {
                    assertThat(proofOf(document)).isInstanceOf(ProofResult.Valid.class);
                    return signer(document);
                })
                .toList();
    }

    private static UUID signer(String document) {
        var proof = JsonMapper.shared().readTree(document).get("proof");
        return keyOf((proof.isArray() ? proof.get(0) : proof)
                .get("verificationMethod")
                .asString());
    }

    private static UUID keyOf(String verificationMethod) {
        return UUID.fromString(verificationMethod.substring(verificationMethod.indexOf("#key-") + 5));
    }

    private int recordedUnder(UUID key) {
        return database.owner()
                .sql("select count(*) from credential where organization_id = ? and document like ?")
                .params(organization.value(), "%#key-" + key + "%")
                .query(Integer.class)
                .single();
    }

    private List<String> documents() {
        return database.owner()
                .sql("select document from credential where organization_id = ?")
                .param(organization.value())
                .query((row, n) -> row.getString("document"))
                .list();
    }

    private ProofResult proofOf(String document) {
        var published = KeyResolver.of(method -> database.owner()
                .sql("select public_key_multibase from signing_key where id = ? and organization_id = ?")
                .params(keyOf(method.toString()), organization.value())
                .query(String.class)
                .optional());
        return new DataIntegrityVerifier(published).verifyCredential(document.getBytes(UTF_8), clock.instant());
    }

    private Optional<UUID> keyInUse() {
        return database.owner()
                .sql("select id from signing_key where organization_id = ? and retired_at is null")
                .param(organization.value())
                .query(UUID.class)
                .optional();
    }

    private List<UUID> retired() {
        return database.owner()
                .sql("select id from signing_key where organization_id = ? and retired_at is not null")
                .param(organization.value())
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    private int keyCount() {
        return database.owner()
                .sql("select count(*) from signing_key where organization_id = ?")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    private int waitingForLocks() {
        return database.owner().sql("""
                        select count(*) from pg_locks l join pg_database d on d.oid = l.database
                        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted
                        """).query(Integer.class).single();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
