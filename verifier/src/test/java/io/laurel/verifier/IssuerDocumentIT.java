package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.RsaKeyPair;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=200ms")
class IssuerDocumentIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Test
    void aProfileNamesTheIssuerAsItsCredentialsDo() {
        var organization = registry.organization("free");

        var answer = browser.get("/issuers/" + organization.slug());

        assertThat(answer.header("Content-Type")).isEqualTo("application/ld+json");
        assertThat(answer.json().path("id").asString()).isEqualTo(organization.did());
        assertThat(answer.json().path("name").asString()).isEqualTo("Academy of Letters");
        assertThat(answer.json().path("url").asString()).isEqualTo("https://example.com");
    }

    @Test
    void aVerifiedDomainIsShownAsLongAsThePlanIncludesIt() {
        var organization = registry.organization("professional");
        registry.execute("""
                insert into organization_domain (organization_id, domain, token, created_at)
                values (?, ?, 'token', now())
                """, organization.id(), "xn--bcher-kva." + organization.slug() + ".example");
        assertThat(domains(organization)).isEmpty();
        assertThat(page(organization)).doesNotContain("xn--bcher-kva");

        registry.execute(
                "update organization_domain set verified_at = now() where organization_id = ?", organization.id());
        assertThat(domains(organization)).singleElement().satisfies(entry -> {
            assertThat(entry.path("type").asString()).isEqualTo("IdentifierEntry");
            assertThat(entry.path("identifier").asString())
                    .isEqualTo("xn--bcher-kva." + organization.slug() + ".example");
            assertThat(entry.path("identifierType").asString()).isEqualTo("ext:verifiedDomain");
        });
        assertThat(page(organization))
                .contains("bücher." + organization.slug() + ".example (xn--bcher-kva." + organization.slug());

        registry.execute(
                "update organization set subscription_source = 'granted', grant_expires_at = '2020-01-01' where id = ?",
                organization.id());
        assertThat(domains(organization)).isEmpty();
        assertThat(page(organization)).doesNotContain("xn--bcher-kva");
    }

    private JsonNode domains(Registry.Organization organization) {
        return browser.get("/issuers/" + organization.slug()).json().path("otherIdentifier");
    }

    private String page(Registry.Organization organization) {
        return browser.get("/o/" + organization.slug()).text();
    }

    @Test
    void theDidDocumentHoldsTheKeyThatACredentialIsCheckedWith() {
        var badge = registry.badge(registry.organization("free"));
        var credential = registry.issue(registry.draft(badge));

        var answer = browser.get("/issuers/" + badge.organization().slug() + "/did.json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/did+ld+json");
        var document = answer.json();
        var keys = KeyResolver.of(method -> {
            for (var key : document.path("verificationMethod")) {
                if (key.path("id").asString().equals(method.toString())) {
                    return Optional.of(key.path("publicKeyMultibase").asString());
                }
            }
            return Optional.empty();
        });
        var result = new DataIntegrityVerifier(keys).verifyCredential(credential.signedBytes(), Instant.now());
        assertThat(result).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void aRotatedKeyStaysInTheDidDocument() {
        var organization = registry.organization("free");
        var newer = Ed25519KeyPair.generate(new SecureRandom()).publicKeyMultibase();
        registry.execute("update signing_key set retired_at = now() where id = ?", organization.keyId());
        registry.execute("""
                insert into signing_key (id, organization_id, public_key_multibase, sealed_private_key, created_at)
                values (?, ?, ?, '\\x00', now())
                """, UUID.randomUUID(), organization.id(), newer);

        var methods = browser.get("/issuers/" + organization.slug() + "/did.json")
                .json()
                .path("verificationMethod");

        assertThat(methods).hasSize(2);
        assertThat(methods.get(0).path("publicKeyMultibase").asString()).isEqualTo(newer);
    }

    @Test
    void theKeyOfJwtsIsListedAsAJsonWebKeyToAssertWith() {
        var organization = registry.organization("free");
        var key = RsaKeyPair.generate(new SecureRandom()).publicKey();
        var id = UUID.randomUUID();
        registry.execute("""
                insert into jwt_key (id, organization_id, public_key_jwk, sealed_private_key, created_at)
                values (?, ?, ?, '\\x00', now() + interval '1 minute')
                """, id, organization.id(), key.jwk());

        var document =
                browser.get("/issuers/" + organization.slug() + "/did.json").json();

        var method = document.path("verificationMethod").get(0);
        assertThat(method.path("id").asString()).isEqualTo(organization.did() + "#key-" + id);
        assertThat(method.path("type").asString()).isEqualTo("JsonWebKey");
        assertThat(method.path("controller").asString()).isEqualTo(organization.did());
        assertThat(method.path("publicKeyJwk").toString()).isEqualTo(key.jwk());
        assertThat(document.path("assertionMethod").get(0)).isEqualTo(method.path("id"));
        assertThat(document.path("verificationMethod")).hasSize(2);
    }

    @Test
    void anAchievementIsDescribedAtItsOwnAddress() {
        var badge = registry.badge(registry.organization("free"));

        var path = "/achievements/" + badge.organization().slug() + "/" + badge.slug();
        var answer = browser.get(path);

        assertThat(answer.header("Content-Type")).isEqualTo("application/ld+json");
        assertThat(answer.json().path("id").asString()).isEqualTo("http://localhost:8080" + path);
        assertThat(answer.json().at("/criteria/narrative").asString()).isEqualTo("Bind three books.");
        assertThat(answer.json().at("/image/id").asString())
                .isEqualTo("http://localhost:8080/images/" + badge.imageSha256() + ".png");
    }

    @Test
    void achievementsAreListedByThePage() {
        var badge = registry.badge(registry.organization("free"));
        var path = "/issuers/" + badge.organization().slug() + "/achievements";

        var answer = browser.get(path).json();
        assertThat(answer.path("data")).hasSize(1);
        assertThat(answer.at("/data/0/name").asString()).isEqualTo("Bookbinder");
        assertThat(answer.path("pagination").toString()).isEqualTo("{\"limit\":50,\"offset\":0,\"total\":1}");

        assertThat(browser.get(path + "?offset=1").json().path("data")).isEmpty();
        assertThat(browser.get(path + "?limit=101").json().at("/details/limit").asString())
                .isNotEmpty();
        assertThat(browser.get(path + "?limit=0").status()).isEqualTo(400);
        assertThat(browser.get(path + "?offset=-1").status()).isEqualTo(400);
        assertThat(browser.get(path + "?limit=many").status()).isEqualTo(400);
    }

    @Test
    void anInactiveBadgeIsNotListedButStaysAtItsAddress() {
        var badge = registry.badge(registry.organization("free"));
        registry.execute("update badge set is_active = false where id = ?", badge.id());
        var slug = badge.organization().slug();

        assertThat(browser.get("/issuers/" + slug + "/achievements").json().path("data"))
                .isEmpty();
        assertThat(browser.get("/achievements/" + slug + "/bookbinder").status())
                .isEqualTo(200);
    }

    @Test
    void aStatusListIsServedAsTheWorkerSignedIt() {
        var organization = registry.organization("free");
        registry.execute(
                "insert into status_list (organization_id, number, document, signed_at) values (?, 0, '{\"signed\":1}', '2026-11-22T09:59:58.9Z')",
                organization.id());

        var answer = browser.get("/issuers/" + organization.slug() + "/status/0");

        assertThat(answer.text()).isEqualTo("{\"signed\":1}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vc+ld+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=5, must-revalidate, public");
        assertThat(answer.header("Last-Modified")).isEqualTo("Sun, 22 Nov 2026 09:59:58 GMT");
        assertThat(browser.get("/issuers/" + organization.slug() + "/status/0", "If-None-Match", answer.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(browser.get("/issuers/" + organization.slug() + "/status/1").status())
                .isEqualTo(404);
        assertThat(browser.get("/issuers/" + organization.slug() + "/status/x").status())
                .isEqualTo(404);
    }

    @Test
    void anOrganizationThatWasNeverApprovedHasNoDocuments() {
        var organization = registry.organization("free");
        registry.execute("update organization set status = 'pending_review' where id = ?", organization.id());

        for (var path : new String[] {"/issuers/%s", "/issuers/%s/did.json", "/issuers/%s/achievements", "/o/%s"}) {
            assertThat(browser.get(path.formatted(organization.slug())).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(browser.get("/issuers/nobody").json().path("error").asString())
                .isEqualTo("NOT_FOUND");
    }
}
