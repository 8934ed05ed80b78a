package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Topics;
import io.laurel.test.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.test.context.TestPropertySource;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=1h")
class CacheRefreshIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    TestTopics topics;

    @Autowired
    ConcurrentMessageListenerContainer<String, byte[]> reader;

    private String status(String id) {
        return browser.get("/api/verify/" + id).json().path("status").asString();
    }

    private Registry.Issued remembered() {
        var credential = registry.issue(registry.draft(registry.badge(registry.organization("enterprise"))));
        assertThat(status(credential.shortId())).isEqualTo("pending");
        assertThat(status(credential.id().toString())).isEqualTo("pending");
        registry.execute("update credential set revoked_at = now() where id = ?", credential.id());
        assertThat(status(credential.shortId()))
                .as("remembered while nothing tells of the change")
                .isEqualTo("pending");
        return credential;
    }

    private void awaitRevoked(Registry.Issued credential) {
        await().untilAsserted(() -> {
            assertThat(status(credential.shortId())).isEqualTo("revoked");
            assertThat(status(credential.id().toString())).isEqualTo("revoked");
        });
    }

    private static CredentialRevoked revoked(Registry.Issued credential) {
        var id = new CredentialId(credential.id());
        return new CredentialRevoked(
                CredentialRevoked.eventIdOf(id),
                id,
                new ShortId(credential.shortId()),
                new OrganizationId(credential.badge().organization().id()),
                new BadgeId(credential.badge().id()),
                credential.email(),
                Instant.parse("2026-11-22T10:00:00Z"),
                "superseded by renewal");
    }

    @Test
    void aRevocationIsToldAtOnce() {
        var credential = remembered();

        var event = revoked(credential);
        topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event);

        awaitRevoked(credential);
    }

    @Test
    void aClaimAndAnExpiryAreToldAtOnce() {
        var claimed = remembered();
        var id = new CredentialId(claimed.id());
        var shortId = new ShortId(claimed.shortId());
        var organization = new OrganizationId(claimed.badge().organization().id());
        var badge = new BadgeId(claimed.badge().id());
        var now = Instant.parse("2026-11-22T10:00:00Z");
        var claim = new CredentialClaimed(
                CredentialClaimed.eventIdOf(id), id, shortId, organization, badge, claimed.email(), now);
        topics.send(Topics.CREDENTIAL_EVENTS, claim.key(), claim);
        awaitRevoked(claimed);

        var expired = remembered();
        id = new CredentialId(expired.id());
        shortId = new ShortId(expired.shortId());
        var expiry = new CredentialExpired(
                CredentialExpired.eventIdOf(id), id, shortId, organization, badge, expired.email(), now);
        topics.send(Topics.CREDENTIAL_EVENTS, expiry.key(), expiry);
        awaitRevoked(expired);
    }

    @Test
    void aRenewalMakesWhatItFollowsForgotten() {
        var older = remembered();

        var id = new CredentialId(UUID.randomUUID());
        var event = new CredentialIssued(
                CredentialIssued.eventIdOf(id),
                id,
                new ShortId("CRD-NEWER000"),
                new OrganizationId(older.badge().organization().id()),
                new BadgeId(older.badge().id()),
                new Recipient("Ada Lovelace", older.email()),
                Instant.parse("2026-11-22T10:00:00Z"),
                null,
                new CredentialIssued.Superseded(new CredentialId(older.id()), new ShortId(older.shortId())));
        topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event);

        awaitRevoked(older);
    }

    @Test
    void whatItMissedBeforeItReadIsForgottenWhenItReads() {
        reader.stop();
        var credential = remembered();
        var event = revoked(credential);
        topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event);

        reader.start();

        awaitRevoked(credential);
    }

    @Test
    void anEventThatCannotBeReadMakesEverythingForgotten() {
        var credential = remembered();

        topics.sendBytes(Topics.CREDENTIAL_EVENTS, "any", "nonsense".getBytes(StandardCharsets.UTF_8));

        awaitRevoked(credential);
    }
}
