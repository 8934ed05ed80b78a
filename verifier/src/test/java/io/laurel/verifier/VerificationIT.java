package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.test.MovableClock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=200ms")
class VerificationIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void setClock() {
        clock.set(Instant.parse("2026-11-22T10:00:00Z"));
    }

    private Registry.Badge badge() {
        return registry.badge(registry.organization("professional"));
    }

    private JsonNode verify(Registry.Issued credential) {
        var answer = browser.get("/api/verify/" + credential.shortId());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aGenuineCredentialIsAnsweredInFull() {
        var badge = badge();
        var credential =
                registry.issue(registry.draft(badge).to("ada@example.com").claimed());

        var answer = browser.get("/api/verify/" + credential.shortId());

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var organization = badge.organization().slug();
        var expected = """
                {
                  "status": "valid",
                  "credential": {
                    "id": "%1$s", "credentialId": "%2$s", "badgeId": "%3$s", "badgeName": "Bookbinder",
                    "recipientName": "Ada Lovelace", "recipientEmail": "a***@example.com", "status": "valid",
                    "issuanceDate": "2026-01-15T10:00:00.000Z", "expirationDate": null,
                    "claimedAt": "2026-01-15T10:01:00.000Z", "revokedAt": null, "isPublic": true,
                    "verificationUrl": "http://localhost:8080/verify/%2$s",
                    "supersedesCredentialId": null, "supersededByCredentialId": null
                  },
                  "issuer": {
                    "id": "did:web:localhost%%3A8080:issuers:%4$s", "name": "Academy of Letters", "slug": "%4$s",
                    "url": "https://example.com", "profileUrl": "http://localhost:8080/o/%4$s", "status": "approved"
                  },
                  "badge": {
                    "id": "%3$s", "name": "Bookbinder", "slug": "bookbinder", "description": "Binds books by hand.",
                    "criteria": "Bind three books.", "imageUrl": "http://localhost:8080/images/%5$s.png",
                    "tags": ["craft", "books"], "externalUrl": null,
                    "publicUrl": "http://localhost:8080/o/%4$s/badges/bookbinder",
                    "achievementUrl": "http://localhost:8080/achievements/%4$s/bookbinder"
                  },
                  "verification": {"signatureValid": true, "notRevoked": true, "notExpired": true, "issuerActive": true},
                  "ob3Credential": %6$s,
                  "features": {"qrCodeEnabled": true}
                }
                """.formatted(
                        credential.id(),
                        credential.shortId(),
                        badge.id(),
                        organization,
                        badge.imageSha256(),
                        credential.document());
        assertThat(answer.json()).isEqualTo(new JsonMapper().readTree(expected));
        assertThat(answer.text()).as("the document is sent as it was signed").contains(credential.document());
    }

    @Test
    void aCredentialIsFoundByItsUuidAndInSmallLettersToo() {
        var credential = registry.issue(registry.draft(badge()));

        assertThat(browser.get("/api/verify/" + credential.id()).json())
                .isEqualTo(browser.get("/api/verify/" + credential.shortId()).json())
                .isEqualTo(browser.get("/api/verify/" + credential.shortId().toLowerCase(java.util.Locale.ROOT))
                        .json());
    }

    @Test
    void anUnclaimedCredentialIsPending() {
        var answer = verify(registry.issue(registry.draft(badge())));

        assertThat(answer.path("status").asString()).isEqualTo("pending");
        assertThat(answer.at("/verification/signatureValid").asBoolean()).isTrue();
    }

    @Test
    void aCredentialExpiresWhenItsTimeComesAlsoWhileItIsRemembered() {
        var credential = registry.issue(registry.draft(badge()).claimed().expiring("2026-11-22T10:00:01Z"));
        assertThat(verify(credential).path("status").asString()).isEqualTo("valid");

        clock.set(Instant.parse("2026-11-22T10:00:01Z"));

        var answer = verify(credential);
        assertThat(answer.path("status").asString()).isEqualTo("expired");
        assertThat(answer.at("/verification/notExpired").asBoolean()).isFalse();
        assertThat(answer.at("/verification/signatureValid").asBoolean()).isTrue();
    }

    @Test
    void revokedWinsOverExpired() {
        var answer = verify(registry.issue(
                registry.draft(badge()).expiring("2026-02-01T00:00:00Z").revoked("2026-01-20T00:00:00Z")));

        assertThat(answer.path("status").asString()).isEqualTo("revoked");
        assertThat(answer.at("/verification/notRevoked").asBoolean()).isFalse();
        assertThat(answer.at("/credential/revokedAt").asString()).isEqualTo("2026-01-20T00:00:00.000Z");
    }

    @Test
    void aSuspendedIssuersCredentialStaysVerifiableWithTheIssuerCheckFailed() {
        var badge = badge();
        var credential = registry.issue(registry.draft(badge).claimed());
        assertThat(verify(credential).at("/verification/issuerActive").asBoolean())
                .isTrue();

        registry.execute(
                "update organization set status = 'suspended' where id = ?",
                badge.organization().id());

        await().untilAsserted(() -> {
            var answer = verify(credential);
            assertThat(answer.at("/verification/issuerActive").asBoolean()).isFalse();
            assertThat(answer.at("/verification/signatureValid").asBoolean()).isTrue();
            assertThat(answer.path("status").asString()).isEqualTo("valid");
        });
    }

    @Test
    void aDocumentChangedInTheDatabaseFails() {
        var credential = registry.issue(registry.draft(badge()));
        registry.execute(
                "update credential set document = replace(document, 'Binds books by hand.', 'Writes books.') where id = ?",
                credential.id());

        assertThat(verify(credential).at("/verification/signatureValid").asBoolean())
                .isFalse();
    }

    @Test
    void aDocumentThatIsNoJsonFailsAndIsLeftOut() {
        var credential = registry.issue(registry.draft(badge()));
        registry.execute("update credential set document = 'not \"json' where id = ?", credential.id());

        var answer = verify(credential);
        assertThat(answer.at("/verification/signatureValid").asBoolean()).isFalse();
        assertThat(answer.path("ob3Credential").isNull()).isTrue();
    }

    @Test
    void somebodyElsesGenuineDocumentFails() {
        var badge = badge();
        var hers = registry.issue(registry.draft(badge));
        var his = registry.record(
                registry.draft(badge).named("Charles Babbage"),
                new Registry.Signed(UUID.randomUUID(), hers.document()));

        assertThat(verify(hers).at("/verification/signatureValid").asBoolean()).isTrue();
        assertThat(verify(his).at("/verification/signatureValid").asBoolean()).isFalse();
    }

    @Test
    void aProlongedExpiryFailsBecauseAnotherOneWasSigned() {
        var credential = registry.issue(registry.draft(badge()).expiring("2026-02-01T00:00:00Z"));
        registry.execute("update credential set expires_at = '2036-02-01T00:00:00Z' where id = ?", credential.id());

        assertThat(verify(credential).at("/verification/signatureValid").asBoolean())
                .isFalse();
    }

    @Test
    void anotherOrganizationsKeyFails() {
        var badge = badge();
        var intruder = registry.organization("free");
        var id = UUID.randomUUID();
        var draft = registry.draft(badge);
        var organization = badge.organization();
        var forged = new Registry.Organization(
                organization.id(), organization.slug(), organization.name(), intruder.keyId(), intruder.key());
        var credential = registry.record(
                draft,
                registry.sign(
                        new Registry.Draft(
                                new Registry.Badge(badge.id(), badge.slug(), forged, badge.imageSha256()),
                                draft.name(),
                                draft.email(),
                                true,
                                draft.issuedAt(),
                                null,
                                null,
                                null,
                                null),
                        id));

        assertThat(verify(credential).at("/verification/signatureValid").asBoolean())
                .isFalse();
    }

    @Test
    void whatARetiredKeySignedStaysValid() {
        var badge = badge();
        var credential = registry.issue(registry.draft(badge));
        registry.execute(
                "update signing_key set retired_at = now() where organization_id = ?",
                badge.organization().id());

        assertThat(verify(credential).at("/verification/signatureValid").asBoolean())
                .isTrue();
    }

    @Test
    void aRenewalAndWhatItFollowsNameEachOther() {
        var draft = registry.draft(badge()).to("renewed@example.com");
        var newer = registry.renew(draft.expiring("2026-02-01T00:00:00Z"), draft);
        var olderId = registry.supersededBy(newer);
        var olderShortId = registry.shortIdOf(olderId);

        var answer = verify(newer);
        assertThat(answer.at("/credential/supersedesCredentialId").asString()).isEqualTo(olderId.toString());
        assertThat(answer.at("/supersedes/credentialId").asString()).isEqualTo(olderShortId);
        assertThat(answer.has("supersededBy")).isFalse();

        var older = browser.get("/api/verify/" + olderShortId).json();
        assertThat(older.at("/credential/supersededByCredentialId").asString())
                .isEqualTo(newer.id().toString());
        assertThat(older.at("/supersededBy/verificationUrl").asString())
                .isEqualTo("http://localhost:8080/verify/" + newer.shortId());
        assertThat(older.has("supersedes")).isFalse();
    }

    @Test
    void aPrivateNeighbourIsNotShown() {
        var draft = registry.draft(badge()).to("discreet@example.com");
        var newer = registry.renew(draft.keptPrivate().expiring("2026-02-01T00:00:00Z"), draft);

        assertThat(verify(newer).has("supersedes")).isFalse();
    }

    @Test
    void aFreePlanHasNoQrCodes() {
        var credential = registry.issue(registry.draft(registry.badge(registry.organization("free"))));

        assertThat(verify(credential).at("/features/qrCodeEnabled").asBoolean()).isFalse();
    }

    @Test
    void whatDoesNotExistOrCannotExistIsNotFound() {
        for (var id : new String[] {
            "CRD-00000000",
            UUID.randomUUID().toString(),
            "CRD-short",
            "1-1-1-1-1",
            "%27%20or%201%3D1",
            "CRD-%C3%84%C3%84%C3%84%C3%84%C3%84%C3%84%C3%84%C3%84"
        }) {
            var answer = browser.get("/api/verify/" + id);
            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.json().path("error").asString()).isEqualTo("NOT_FOUND");
            assertThat(answer.header("X-Request-Id")).isNotEmpty();
        }
    }

    @Test
    void aRejectedRequestIsNotFound() {
        var badge = badge();
        var id = UUID.randomUUID();
        registry.execute("""
                insert into issuance (id, organization_id, badge_id, recipient_email, rejection, message, decided_at)
                values (?, ?, ?, 'ada@example.com', 'QUOTA_EXCEEDED', 'Over the quota.', now())
                """, id, badge.organization().id(), badge.id());

        assertThat(browser.get("/api/verify/" + id).status()).isEqualTo(404);
    }

    @Test
    void aCredentialIsFoundTheMomentItExists() {
        var badge = badge();
        var id = UUID.randomUUID();
        assertThat(browser.get("/api/verify/" + id).status()).isEqualTo(404);

        var draft = registry.draft(badge);
        registry.record(draft, registry.sign(draft, id));

        assertThat(browser.get("/api/verify/" + id).status()).isEqualTo(200);
    }

    @Test
    void aPrivateCredentialIsRefusedEverywhere() {
        var credential = registry.issue(registry.draft(badge()).keptPrivate());

        for (var path : new String[] {
            "/api/verify/%s",
            "/credentials/%s/ob3",
            "/api/credentials/%s/baked",
            "/api/credentials/%s/qr",
            "/api/embed/%s",
            "/verify/%s"
        }) {
            var answer = browser.get(path.formatted(credential.shortId()));
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.json().path("error").asString()).isEqualTo("FORBIDDEN");
            assertThat(answer.text()).doesNotContain("Ada", "Bookbinder");
        }
    }

    @Test
    void aWrongMethodAndAnUnknownPathAreErrorsInTheOneShape() {
        assertThat(browser.get("/api/verify").json().path("error").asString()).isEqualTo("NOT_FOUND");
        assertThat(browser.get("/api/credentials/CRD-00000000/nonsense").status())
                .isEqualTo(404);
    }
}
