package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.EventId;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.WebhookId;
import io.laurel.test.Given;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIT {

    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant YESTERDAY = TEN.minus(Duration.ofDays(1));

    private final MovableClock clock = new MovableClock(TEN);
    private TestDatabase database;
    private WebhookFixture notifier;
    private GivenWebhooks webhooks;
    private OrganizationId organization;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new WebhookFixture(database, clock);
        webhooks = new GivenWebhooks(database);
        organization = new Given(database.owner()).organization("enterprise", null);
    }

    @AfterEach
    void close() {
        notifier.close();
        database.close();
    }

    @Test
    void anEventIsDeliveredOnceHoweverOftenItIsEnteredAndIsSignedBothWays() throws Exception {
        try (var subscriber = Subscriber.answering(204)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            var event = event();
            assertThat(notifier.deliveries.enter(List.of(event, event))).isEqualTo(1);
            assertThat(notifier.turns()).isEqualTo(1);
            assertThat(notifier.deliveries.enter(List.of(event))).isZero();
            assertThat(notifier.turns()).isZero();

            assertThat(subscriber.received()).singleElement().satisfies(received -> {
                assertThat(received.isSignedWith(given.secret())).isTrue();
                assertThat(received.isPlainlySignedWith(given.secret())).isTrue();
                assertThat(received.isSignedWith("whsec_AAAA")).isFalse();
                assertThat(received.event()).isEqualTo("credential.revoked");
                assertThat(received.id())
                        .isEqualTo("evt_" + event.id())
                        .isEqualTo(received.json().get("id").asString());
                assertThat(received.timestamp()).isEqualTo(TEN.getEpochSecond());
                assertThat(received.body()).isEqualTo(event.body());
            });
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("delivered", 1L));
            assertThat(webhooks.delivery(given.id(), "response_status")).isEqualTo("204");
            assertThat(webhooks.standing(given.id())).isEmpty();
            assertThat(notifier.count("delivered")).isEqualTo(1);
        }
    }

    @Test
    void onlyWhoSubscribesAndWasThereAndPaysForItIsTold() throws Exception {
        try (var subscriber = Subscriber.answering(200)) {
            var given = new Given(database.owner());
            var professional = given.organization("professional", null);
            var ended = given.organization("enterprise", null);
            database.owner()
                    .sql("update organization set grant_expires_at = ? where id = ?")
                    .params(Timestamp.from(TEN), ended.value())
                    .update();
            webhooks.endpoint(professional, subscriber.url(), YESTERDAY);
            webhooks.endpoint(ended, subscriber.url(), YESTERDAY);
            webhooks.endpoint(organization, subscriber.url(), YESTERDAY, "credential.issued", "credential.claimed");
            webhooks.endpoint(organization, subscriber.url(), TEN.plusMillis(1));
            var off = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            database.owner()
                    .sql("update webhook_endpoint set is_active = false where id = ?")
                    .param(off.id().value())
                    .update();
            var deleted = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            database.owner()
                    .sql("update webhook_endpoint set deleted_at = now() where id = ?")
                    .param(deleted.id().value())
                    .update();

            var events = Stream.of(organization, professional, ended)
                    .map(this::event)
                    .toList();

            assertThat(notifier.deliveries.enter(events)).isZero();
            webhooks.endpoint(organization, subscriber.url(), TEN);
            assertThat(notifier.deliveries.enter(events)).isEqualTo(1);
            assertThat(notifier.deliveries.listening(List.of(organization, new OrganizationId(UUID.randomUUID()))))
                    .containsExactly(organization);
        }
    }

    @Test
    void whatIsNotTakenIsTriedLaterAndLaterForADayUnderTheSameIdAndThenHasFailed() throws Exception {
        try (var subscriber = Subscriber.answering(500)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            var delays = new ArrayList<Duration>();
            notifier.turns();
            while (webhooks.states(given.id()).containsKey("pending")) {
                var next = webhooks.nextAttempt(given.id());
                delays.add(Duration.between(clock.instant(), next));
                clock.set(next.minusMillis(1));
                assertThat(notifier.turns()).as("before its time").isZero();
                clock.set(next);
                assertThat(notifier.turns()).as("at its time").isEqualTo(1);
            }

            assertThat(delays.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
            for (int n = 1; n < 10; n++) {
                var expected = Duration.ofSeconds(5L << n);
                assertThat(delays.get(n))
                        .isBetween(
                                expected.multipliedBy(8).dividedBy(10),
                                expected.multipliedBy(12).dividedBy(10));
            }
            assertThat(delays.getLast()).isLessThanOrEqualTo(Duration.ofMinutes(144));
            assertThat(Duration.between(TEN, clock.instant())).isBetween(Duration.ofHours(21), Duration.ofHours(24));
            assertThat(subscriber.received())
                    .hasSize(delays.size() + 1)
                    .extracting(Subscriber.Received::id)
                    .containsOnly(subscriber.received().getFirst().id());
            assertThat(subscriber.received())
                    .allSatisfy(received ->
                            assertThat(received.isSignedWith(given.secret())).isTrue())
                    .extracting(Subscriber.Received::timestamp)
                    .doesNotHaveDuplicates();
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("failed", 1L));
            assertThat(webhooks.delivery(given.id(), "last_error")).isEqualTo("The answer was 500.");
            assertThat(notifier.count("failed")).isEqualTo(1);
        }
    }

    @Test
    void theAnswersStartIsKeptWhateverItIs() throws Exception {
        try (var subscriber = new Subscriber(exchange -> {
            var answer = ("no\u0000 " + "é".repeat(2000)).getBytes(UTF_8);
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            notifier.turns();

            assertThat(webhooks.delivery(given.id(), "response_body"))
                    .startsWith("no\uFFFD éé")
                    .hasSizeBetween(512, 520);
        }
    }

    @Test
    void whoSaysGoneIsNotCalledAnyMoreUntilSwitchedOnAgain() throws Exception {
        try (var subscriber = Subscriber.answering(410)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            notifier.turns();
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("failed", 1L));
            assertThat(webhooks.standing(given.id())).isEqualTo("1 gone");

            notifier.deliveries.enter(List.of(event()));
            clock.advance(Duration.ofHours(1));
            assertThat(notifier.turns()).isZero();

            subscriber.behave(Subscriber.status(200));
            database.owner()
                    .sql("update webhook_endpoint set generation = generation + 1")
                    .update();
            assertThat(notifier.turns()).isEqualTo(1);
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("failed", 1L, "delivered", 1L));
        }
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        try (var goal = Subscriber.answering(200);
                var subscriber = new Subscriber(exchange -> {
                    exchange.getResponseHeaders().set("Location", goal.url());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            notifier.turns();

            assertThat(goal.received()).isEmpty();
            assertThat(webhooks.delivery(given.id(), "state || ' ' || response_status"))
                    .isEqualTo("pending 307");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://[::ffff:127.0.0.1]:%d/"})
    void aPrivateAddressIsNotCalled(String url) throws Exception {
        try (var subscriber = Subscriber.answering(200);
                var wary = new WebhookFixture(database, clock, WebhookFixture.settings())) {
            int port = URI.create(subscriber.url()).getPort();
            var given = webhooks.endpoint(organization, url.formatted(port), YESTERDAY);
            wary.deliveries.enter(List.of(event()));
            assertThat(wary.turns()).isEqualTo(1);

            assertThat(subscriber.received()).isEmpty();
            assertThat(webhooks.delivery(given.id(), "state")).isEqualTo("pending");
            assertThat(webhooks.delivery(given.id(), "last_error")).contains("not on the public internet");
        }
    }

    @Test
    void afterARotationBothSecretsSignUntilTheOldOnesDayIsOver() throws Exception {
        try (var subscriber = Subscriber.answering(200)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            webhooks.replaced(given.id(), TEN.plus(Duration.ofHours(24)));
            var next = webhooks.secret(given.id(), TEN);

            notifier.deliveries.enter(List.of(event()));
            notifier.turns();
            clock.advance(Duration.ofHours(24));
            notifier.deliveries.enter(List.of(event()));
            notifier.turns();

            var during = subscriber.received().get(0);
            assertThat(during.isSignedWith(given.secret())).isTrue();
            assertThat(during.isSignedWith(next)).isTrue();
            assertThat(during.isPlainlySignedWith(next)).isTrue();
            var after = subscriber.received().get(1);
            assertThat(after.isSignedWith(given.secret())).isFalse();
            assertThat(after.isSignedWith(next)).isTrue();
        }
    }

    @Test
    void aSecretThatWasMovedToAnotherRowSignsNothing() throws Exception {
        try (var subscriber = Subscriber.answering(200)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            database.owner()
                    .sql("update webhook_secret set id = gen_random_uuid()")
                    .update();
            notifier.deliveries.enter(List.of(event()));

            assertThatThrownBy(notifier::turns).isInstanceOf(IllegalStateException.class);
            assertThat(subscriber.received()).isEmpty();
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("pending", 1L));
        }
    }

    @Test
    void whatHasFailedIsDeliveredAgainOnceForEachRequestWithADayBeforeIt() throws Exception {
        try (var subscriber = Subscriber.answering(410)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            var event = event();
            notifier.deliveries.enter(List.of(event));
            notifier.turns();
            database.owner().sql("delete from webhook_standing").update();
            subscriber.behave(Subscriber.status(200));
            clock.advance(Duration.ofDays(3));
            var request = resend(given.id(), event.id());

            assertThat(notifier.deliveries.resend(request)).isEqualTo(1);
            assertThat(notifier.deliveries.resend(request)).isZero();
            notifier.sweep.giveUp();
            notifier.turns();
            assertThat(notifier.deliveries.resend(request)).isZero();

            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("delivered", 1L));
            assertThat(subscriber.received())
                    .extracting(Subscriber.Received::id)
                    .containsExactly("evt_" + event.id(), "evt_" + event.id());
            assertThat(notifier.deliveries.resend(resend(given.id(), event.id())))
                    .as("also what was delivered")
                    .isEqualTo(1);
            assertThat(notifier.deliveries.resend(new ResendDelivery(
                            UUID.randomUUID(),
                            new OrganizationId(UUID.randomUUID()),
                            given.id(),
                            event.id(),
                            clock.instant())))
                    .as("another organization's")
                    .isZero();
        }
    }

    @Test
    void aTestEventGoesToTheOneEndpointWhateverItSubscribesTo() throws Exception {
        try (var subscriber = Subscriber.answering(200);
                var other = Subscriber.answering(200)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY, "credential.issued");
            webhooks.endpoint(organization, other.url(), YESTERDAY);
            var task = new SendTestEvent(SendTestEvent.randomEvent(), organization, given.id(), TEN);

            assertThat(notifier.deliveries.enterTest(task, notifier.telling.of(task)))
                    .isEqualTo(1);
            assertThat(notifier.deliveries.enterTest(task, notifier.telling.of(task)))
                    .isZero();
            notifier.turns();

            assertThat(subscriber.received()).singleElement().satisfies(received -> {
                assertThat(received.event()).isEqualTo("webhook.test");
                assertThat(received.isSignedWith(given.secret())).isTrue();
            });
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void whoFailsAgainAndAgainIsPausedAndAskedByOneAndThenGetsEverything() throws Exception {
        try (var subscriber = Subscriber.answering(503)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(
                    IntStream.range(0, 300).mapToObj(_ -> event()).toList());
            while (!webhooks.standing(given.id()).endsWith("paused")) {
                assertThat(notifier.turns()).isEqualTo(1);
            }
            int asked = subscriber.received().size();
            assertThat(asked).isBetween(10, 13);
            assertThat(notifier.turns()).as("while it is paused").isZero();
            clock.advance(Duration.ofSeconds(36));
            notifier.turns();
            assertThat(subscriber.received()).as("one probe").hasSize(asked + 1);
            assertThat(notifier.turns()).isZero();

            subscriber.behave(Subscriber.status(200));
            clock.advance(Duration.ofMinutes(20));
            while (notifier.turns() > 0) {}
            clock.advance(Duration.ofMinutes(20));
            while (notifier.turns() > 0) {}

            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("delivered", 300L));
            assertThat(webhooks.standing(given.id())).isEqualTo("0");
        }
    }

    @Test
    void whoTookNothingForThreeDaysIsStoppedAndWhatWaitedFailsAfterItsDay() throws Exception {
        try (var subscriber = Subscriber.answering(500)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            for (int hour = 0; hour < 80; hour++) {
                notifier.deliveries.enter(List.of(event()));
                notifier.turns();
                notifier.sweep.giveUp();
                clock.advance(Duration.ofHours(1));
            }
            assertThat(webhooks.standing(given.id())).endsWith("failing");
            int asked = subscriber.received().size();
            clock.advance(Duration.ofHours(25));
            notifier.sweep.giveUp();
            assertThat(notifier.turns()).isZero();

            assertThat(subscriber.received()).hasSize(asked);
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("failed", 80L));
            notifier.sweep.count();
            assertThat(notifier.registry
                            .get("laurel.notifier.webhooks.stopped")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatAKilledNotifierHadClaimedIsDueAgainWhenItsLeaseEnds() throws Exception {
        try (var subscriber = Subscriber.answering(200)) {
            var given = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            assertThat(notifier.deliveries.claim(given.id(), 10)).hasSize(1);

            assertThat(notifier.turns()).isZero();
            clock.advance(notifier.settings.lease());
            assertThat(notifier.turns()).isEqualTo(1);
            assertThat(webhooks.states(given.id())).isEqualTo(Map.of("delivered", 1L));
        }
    }

    @Test
    void ownersAndAdminsAreMailedOnceWhenAnEndpointHasFailedForADayAndWhenItIsStopped() throws Exception {
        var owner = member("owner");
        var admin = member("admin");
        member("issuer");
        try (var subscriber = Subscriber.answering(500)) {
            webhooks.endpoint(organization, subscriber.url() + "?token=secret", YESTERDAY);
            for (int hour = 0; hour < 23; hour++) {
                fail(hour);
            }
            assertThat(notifier.notices).isEmpty();

            fail(24);
            fail(25);
            assertThat(notifier.notices.values())
                    .map(notice -> notice.to().email() + " " + ((Notice.WebhookInTrouble) notice).trouble())
                    .containsExactlyInAnyOrder(owner + " FAILING", admin + " FAILING");

            clock.advance(Duration.ofDays(3));
            fail(26);
            assertThat(notifier.notices.values())
                    .map(notice -> notice.to().email() + " " + ((Notice.WebhookInTrouble) notice).trouble())
                    .containsExactlyInAnyOrder(
                            owner + " FAILING", admin + " FAILING", owner + " STOPPED", admin + " STOPPED");
            assertThat(notifier.notices.values())
                    .allSatisfy(notice -> assertThat(((Notice.WebhookInTrouble) notice).host())
                            .isEqualTo("127.0.0.1"));
        }
    }

    /** Something happens an hour later, and the endpoint takes it no more than what was before. */
    private void fail(int hour) {
        clock.advance(Duration.ofHours(1));
        notifier.deliveries.enter(List.of(event()));
        assertThat(notifier.turns()).as("in hour " + hour).isEqualTo(1);
    }

    private String member(String role) {
        var email = UUID.randomUUID() + "@people.example";
        database.owner().sql("""
                        with person as (
                            insert into account (id, email, first_name, last_name, created_at)
                            values (gen_random_uuid(), ?, 'Ada', 'Lovelace', now()) returning id
                        )
                        insert into member (organization_id, account_id, role, joined_at)
                        select ?, id, ?, now() from person
                        """).params(email, organization.value(), role).update();
        return email;
    }

    @Test
    void whoSaysThatItIsGoneHasItsOwnersMailed() throws Exception {
        var owner = member("owner");
        try (var subscriber = Subscriber.answering(410)) {
            webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            fail(0);
            assertThat(notifier.notices.values()).singleElement().satisfies(notice -> {
                assertThat(notice.to().email()).isEqualTo(owner);
                assertThat(((Notice.WebhookInTrouble) notice).trouble()).isEqualTo(Notice.Trouble.GONE);
            });
        }
    }

    @Test
    void theLogGoesBackThirtyDaysAndADeletedEndpointsIsCleared() throws Exception {
        try (var subscriber = Subscriber.answering(200)) {
            var kept = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            var deleted = webhooks.endpoint(organization, subscriber.url(), YESTERDAY);
            notifier.deliveries.enter(List.of(event()));
            notifier.turns();
            clock.advance(Duration.ofDays(30));
            notifier.sweep.clearAway();
            assertThat(webhooks.states(kept.id())).isEqualTo(Map.of("delivered", 1L));
            database.owner()
                    .sql("update webhook_endpoint set deleted_at = ? where id = ?")
                    .params(Timestamp.from(clock.instant()), deleted.id().value())
                    .update();
            notifier.sweep.clearAway();
            assertThat(webhooks.states(deleted.id())).isEmpty();
            assertThat(webhooks.states(kept.id())).isEqualTo(Map.of("delivered", 1L));

            clock.advance(Duration.ofMillis(1));
            notifier.sweep.clearAway();
            assertThat(webhooks.states(kept.id())).isEmpty();
        }
    }

    @Test
    void aSubscriberThatHangsHoldsUpNobodyElse() throws Exception {
        var forGood = new CountDownLatch(1);
        try (var hanging = new Subscriber(exchange -> {
                    try {
                        forGood.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                var healthy = Subscriber.answering(200)) {
            var stuck = webhooks.endpoint(organization, hanging.url(), YESTERDAY);
            var fine = webhooks.endpoint(organization, healthy.url(), YESTERDAY);
            int events = 1_000;
            notifier.deliveries.enter(
                    IntStream.range(0, events).mapToObj(_ -> event()).toList());

            var lanes = notifier.lanes();
            lanes.start();
            try {
                await().atMost(Duration.ofSeconds(9))
                        .untilAsserted(() ->
                                assertThat(webhooks.states(fine.id())).isEqualTo(Map.of("delivered", (long) events)));
                assertThat(hanging.received())
                        .as("at once, to one endpoint")
                        .hasSizeBetween(1, notifier.settings.atOnce());
                assertThat(webhooks.states(stuck.id())).isEqualTo(Map.of("pending", (long) events));
            } finally {
                forGood.countDown();
                lanes.stop();
            }
            assertThat(healthy.received())
                    .extracting(Subscriber.Received::id)
                    .hasSize(events)
                    .doesNotHaveDuplicates();
        }
    }

    private ResendDelivery resend(WebhookId endpoint, EventId event) {
        return new ResendDelivery(UUID.randomUUID(), organization, endpoint, event, clock.instant());
    }

    private WebhookEvent event() {
        return event(organization);
    }

    /** Something that happens now. */
    private WebhookEvent event(OrganizationId whose) {
        var id = CredentialId.random();
        return notifier.telling
                .of(new CredentialRevoked(
                        CredentialRevoked.eventIdOf(id),
                        id,
                        new ShortId("CRD-7K2M9XQ4"),
                        whose,
                        new BadgeId(UUID.randomUUID()),
                        "ada@example.com",
                        clock.instant(),
                        "by mistake"))
                .orElseThrow();
    }
}
