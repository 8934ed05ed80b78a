package io.laurel.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ShortId;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bodies are a contract: they gain fields and never lose one. */
class TellingTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final OrganizationId ORGANIZATION =
            new OrganizationId(UUID.fromString("0190a000-0000-7000-8000-000000000001"));
    private static final BadgeId BADGE = new BadgeId(UUID.fromString("0190a000-0000-7000-8000-000000000002"));
    private static final CredentialId ID = new CredentialId(UUID.fromString("0190a000-0000-7000-8000-000000000004"));
    private static final CredentialId OLDER = new CredentialId(UUID.fromString("0190a000-0000-7000-8000-000000000005"));
    private static final ShortId SHORT = new ShortId("CRD-7K2M9XQ4");
    private static final String CREDENTIAL = "\"credentialId\":\"CRD-7K2M9XQ4\",\"credentialUuid\":\"" + ID
            + "\",\"badgeId\":\"" + BADGE
            + "\",\"recipientEmail\":\"li.lei@example.com\",\"verificationUrl\":\"https://laurel.example/verify/CRD-7K2M9XQ4\"";

    private final Telling telling = new Telling(new PublicAddresses(URI.create("https://laurel.example")));

    @Test
    void anIssue() {
        var event = issued(null);

        assertThat(telling.of(event)).hasValueSatisfying(told -> {
            assertThat(told.type()).isEqualTo("credential.issued");
            assertThat(told.at()).isEqualTo(NOON);
            assertThat(told.body())
                    .isEqualTo("{\"id\":\"evt_" + event.eventId()
                            + "\",\"type\":\"credential.issued\",\"createdAt\":\"2026-01-15T12:00:00.000Z\",\"data\":{"
                            + CREDENTIAL
                            + ",\"recipientName\":\"李雷\",\"issuanceDate\":\"2026-01-15T12:00:00.000Z\","
                            + "\"expirationDate\":\"2026-01-15T12:01:00.000Z\",\"supersedesCredentialId\":null,"
                            + "\"supersedesCredentialUuid\":null}}");
        });
    }

    @Test
    void aRenewalIsOneEventAndNamesTheOldCredential() {
        assertThat(telling.of(issued(new CredentialIssued.Superseded(OLDER, new ShortId("CRD-AAAAAAA1")))))
                .hasValueSatisfying(told -> {
                    assertThat(told.type()).isEqualTo("credential.renewed");
                    assertThat(told.body())
                            .contains("\"supersedesCredentialId\":\"CRD-AAAAAAA1\",\"supersedesCredentialUuid\":\""
                                    + OLDER);
                });
    }

    @Test
    void aClaimARevocationAndAnEnd() {
        var email = "li.lei@example.com";
        assertThat(body(new CredentialClaimed(
                        CredentialClaimed.eventIdOf(ID), ID, SHORT, ORGANIZATION, BADGE, email, NOON)))
                .contains("\"type\":\"credential.claimed\"")
                .endsWith("\"data\":{" + CREDENTIAL + ",\"claimedAt\":\"2026-01-15T12:00:00.000Z\"}}");
        assertThat(body(new CredentialRevoked(
                        CredentialRevoked.eventIdOf(ID), ID, SHORT, ORGANIZATION, BADGE, email, NOON, "by mistake")))
                .contains("\"type\":\"credential.revoked\"")
                .endsWith("\"data\":{" + CREDENTIAL
                        + ",\"revokedAt\":\"2026-01-15T12:00:00.000Z\",\"reason\":\"by mistake\"}}");
        assertThat(body(new CredentialExpired(
                        CredentialExpired.eventIdOf(ID), ID, SHORT, ORGANIZATION, BADGE, email, NOON)))
                .contains("\"type\":\"credential.expired\"")
                .endsWith("\"data\":{" + CREDENTIAL + ",\"expirationDate\":\"2026-01-15T12:00:00.000Z\"}}");
    }

    @Test
    void aCohortsEnd() {
        var cohort = new CohortId(UUID.fromString("0190a000-0000-7000-8000-000000000003"));
        var told = telling.of(new CohortCompleted(
                CohortCompleted.eventIdOf(cohort, NOON),
                cohort,
                ORGANIZATION,
                BADGE,
                CohortCompleted.Status.COMPLETED,
                null,
                new CohortCompleted.Counts(10, 7, 2, 1, 1, 1),
                NOON,
                NOON,
                NOON));

        assertThat(told.type()).isEqualTo("bulk_issuance.completed");
        assertThat(told.body())
                .endsWith("\"data\":{\"bulkJobId\":\"" + cohort + "\",\"badgeId\":\"" + BADGE
                        + "\",\"status\":\"completed\",\"failure\":null,\"total\":10,\"successful\":7,\"renewed\":2,"
                        + "\"skipped\":1,\"failed\":1,\"invalid\":1,\"finishedAt\":\"2026-01-15T12:00:00.000Z\"}}");
    }

    @Test
    void anotherFormOfACredentialIsNobodysConcern() {
        assertThat(telling.of(
                        new CredentialEncoded(CredentialEncoded.eventIdOf(ID), ID, ORGANIZATION, "li.lei@example.com")))
                .isEmpty();
    }

    private String body(CredentialEvent event) {
        return telling.of(event).orElseThrow().body();
    }

    private static CredentialIssued issued(CredentialIssued.@Nullable Superseded supersedes) {
        return new CredentialIssued(
                CredentialIssued.eventIdOf(ID),
                ID,
                SHORT,
                ORGANIZATION,
                BADGE,
                new Recipient("李雷", "li.lei@example.com"),
                NOON,
                NOON.plusSeconds(60),
                supersedes);
    }
}
