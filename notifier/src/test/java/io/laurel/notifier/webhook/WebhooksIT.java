package io.laurel.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Topics;
import io.laurel.notifier.NotifierApplication;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** From the topics to a subscriber's server, in the running notifier. */
@SpringBootTest(
        classes = NotifierApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "laurel.base-url=https://laurel.example",
            "laurel.notifier.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "laurel.webhooks.plain-http=true",
            "laurel.webhooks.allow=127.0.0.1/32",
            "laurel.webhooks.poll=200ms"
        })
@WithPostgres(Schema.Role.NOTIFIER)
@WithKafka
class WebhooksIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
    private static final ShortId SHORT = new ShortId("CRD-7K2M9XQ4");

    @Autowired
    private TestTopics topics;

    @Autowired
    private TestDatabase database;

    @Autowired
    private Given given;

    @Test
    void allSixEventsArriveOnceAndSignedHoweverOftenTheyAreTold() throws Exception {
        var organization = given.organization("enterprise", null);
        var cohort = new CohortId(UUID.randomUUID());
        var happenings = List.of(
                issued(organization, null),
                issued(organization, new CredentialIssued.Superseded(CredentialId.random(), SHORT)),
                claimed(organization),
                revoked(organization),
                expired(organization));
        var completed = new CohortCompleted(
                CohortCompleted.eventIdOf(cohort, AT),
                cohort,
                organization,
                new BadgeId(UUID.randomUUID()),
                CohortCompleted.Status.COMPLETED,
                null,
                new CohortCompleted.Counts(3, 3, 0, 0, 0, 0),
                AT,
                AT,
                AT);
        try (var subscriber = Subscriber.answering(200)) {
            var endpoint = endpoint(organization, subscriber);
            for (int time = 0; time < 2; time++) {
                happenings.forEach(event -> topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event));
                topics.send(Topics.COHORT_EVENTS, completed.key(), completed);
            }
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(webhooks().states(endpoint.id())).containsEntry("delivered", 6L));
            // Behind the repeated ones, in the same partition.
            var last = claimed(organization);
            topics.send(Topics.CREDENTIAL_EVENTS, last.key(), last);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(subscriber.received()).hasSize(7));

            assertThat(subscriber.received())
                    .extracting(Subscriber.Received::event)
                    .containsExactlyInAnyOrder(
                            "credential.issued",
                            "credential.renewed",
                            "credential.claimed",
                            "credential.claimed",
                            "credential.revoked",
                            "credential.expired",
                            "bulk_issuance.completed");
            assertThat(subscriber.received()).allSatisfy(received -> {
                assertThat(received.isSignedWith(endpoint.secret())).isTrue();
                assertThat(received.isPlainlySignedWith(endpoint.secret())).isTrue();
                assertThat(received.json().get("type").asString()).isEqualTo(received.event());
                assertThat(received.json().get("id").asString()).isEqualTo(received.id());
            });
            assertThat(subscriber.received())
                    .extracting(Subscriber.Received::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aTestEventIsSentAndADeliveryRepeatedOnRequest() throws Exception {
        var organization = given.organization("enterprise", null);
        try (var subscriber = Subscriber.answering(200)) {
            var endpoint = endpoint(organization, subscriber);
            var test = new SendTestEvent(SendTestEvent.randomEvent(), organization, endpoint.id(), AT);
            topics.send(Topics.NOTIFIER_TASKS, test.key(), test);
            topics.send(Topics.NOTIFIER_TASKS, test.key(), test);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(webhooks().states(endpoint.id())).containsEntry("delivered", 1L));
            var again = new ResendDelivery(UUID.randomUUID(), organization, endpoint.id(), test.eventId(), AT);
            topics.send(Topics.NOTIFIER_TASKS, again.key(), again);
            topics.send(Topics.NOTIFIER_TASKS, again.key(), again);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(subscriber.received()).hasSize(2));
            assertThat(subscriber.received())
                    .extracting(Subscriber.Received::id)
                    .containsOnly("evt_" + test.eventId());
        }
    }

    private GivenWebhooks webhooks() {
        return new GivenWebhooks(database);
    }

    private GivenWebhooks.Given endpoint(OrganizationId organization, Subscriber subscriber) {
        // The notifier makes the key pair when it starts.
        await().atMost(SOON)
                .until(() -> database.owner()
                        .sql("select exists (select from webhook_sealing_key)")
                        .query(Boolean.class)
                        .single());
        return webhooks().endpoint(organization, subscriber.url(), AT.minusSeconds(60));
    }

    private static CredentialEvent issued(OrganizationId organization, CredentialIssued.@Nullable Superseded older) {
        var id = CredentialId.random();
        return new CredentialIssued(
                CredentialIssued.eventIdOf(id),
                id,
                SHORT,
                organization,
                new BadgeId(UUID.randomUUID()),
                new Recipient("李雷", "ada@example.com"),
                AT,
                null,
                older);
    }

    private static CredentialEvent claimed(OrganizationId organization) {
        var id = CredentialId.random();
        return new CredentialClaimed(
                CredentialClaimed.eventIdOf(id),
                id,
                SHORT,
                organization,
                new BadgeId(UUID.randomUUID()),
                "ada@example.com",
                AT);
    }

    private static CredentialEvent revoked(OrganizationId organization) {
        var id = CredentialId.random();
        return new CredentialRevoked(
                CredentialRevoked.eventIdOf(id),
                id,
                SHORT,
                organization,
                new BadgeId(UUID.randomUUID()),
                "ada@example.com",
                AT,
                "by mistake");
    }

    private static CredentialEvent expired(OrganizationId organization) {
        var id = CredentialId.random();
        return new CredentialExpired(
                CredentialExpired.eventIdOf(id),
                id,
                SHORT,
                organization,
                new BadgeId(UUID.randomUUID()),
                "ada@example.com",
                AT);
    }
}
