package io.laurel.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.DocumentSigner;
import io.laurel.openbadges.proof.SigningOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** From nothing to a credential in its recipient's wallet, by the API alone. */
class JourneyIT {

    private static final String PASSWORD = "Correct-horse-9";
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final String PICTURE = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="45" fill="#14727E"/></svg>
            """;

    private final Laurel laurel = Laurel.running();

    @Test
    void somebodyFoundsAnOrganizationAndIssues() throws Exception {
        var owner = account("noor@harbour.example.com");
        var administrator =
                laurel.signIn(laurel.variable("LAUREL_ADMIN_EMAIL"), laurel.variable("LAUREL_ADMIN_PASSWORD"));

        // 1. An organization, approved and with a plan that includes the API.
        var organization = laurel.post(owner, "/api/organizations", Map.of("name", "Harbour School"), 201);
        var id = organization.get("id").asString();
        assertThat(organization.get("status").asString()).isEqualTo("pending_review");
        laurel.post(administrator, "/api/admin/organizations/" + id + "/approve", Map.of(), 200);
        laurel.put(
                administrator,
                "/api/admin/organizations/" + id + "/plan",
                Map.of("plan", "professional", "subscriptionSource", "granted"));

        // 2. What it issues with: a signing key, a badge, an API key.
        laurel.post(owner, "/api/organizations/" + id + "/signing-keys", Map.of(), 202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> laurel.getAs(owner, "/api/organizations/" + id + "/signing-keys")
                                .at("/pagination/total")
                                .asInt()
                        == 1);
        var badge = laurel.postForm(
                owner,
                "/api/organizations/" + id + "/badges",
                Map.of("name", "Skipper", "description", "Sails alone.", "criteria", "Log 400 miles."),
                PICTURE.getBytes(UTF_8));
        var key = laurel.post(owner, "/api/organizations/" + id + "/api-keys", Map.of("name", "LMS"), 201)
                .get("key")
                .asString();

        // 3. The credential, and the recipient who takes it.
        var issued = laurel.post(
                key,
                "/api/v1/credentials",
                Map.of(
                        "badgeId",
                        badge.get("id").asString(),
                        "isPublic",
                        false,
                        "recipient",
                        Map.of("name", "Åse O'Brien 李雷", "email", "ase@harbour.example.com")),
                201);
        var shortId = issued.get("credentialId").asString();
        assertThat(laurel.status(null, "/api/verify/" + shortId)).isEqualTo(403);

        var recipient = account("ase@harbour.example.com");
        assertThat(laurel.getAs(recipient, "/api/credentials?status=pending")
                        .at("/data/0/credentialId")
                        .asString())
                .isEqualTo(shortId);
        laurel.post(owner, "/api/credentials/" + shortId + "/claim", Map.of(), 403);
        assertThat(laurel.post(recipient, "/api/credentials/" + shortId + "/claim", Map.of(), 200)
                        .get("status")
                        .asString())
                .isEqualTo("valid");
        laurel.post(recipient, "/api/credentials/" + shortId + "/claim", Map.of(), 409);
        assertThat(laurel.getAs(recipient, "/api/verify/" + shortId)
                        .at("/verification/signatureValid")
                        .asBoolean())
                .isTrue();
        assertThat(laurel.getAs(recipient, "/api/credentials/export").get("verifiableCredential"))
                .hasSize(1);

        // 4. Revoked, for everyone to see.
        laurel.post(key, "/api/v1/credentials/" + shortId + "/revoke", Map.of("reason", "Issued by mistake."), 200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> laurel.getAs(recipient, "/api/verify/" + shortId)
                        .get("status")
                        .asString()
                        .equals("revoked"));
    }

    @Test
    void somebodyBringsACredentialOfAnotherIssuer() throws Exception {
        var recipient = account("ada@elsewhere.example.com");
        var foreign = foreign("ada@elsewhere.example.com");

        var imported = laurel.postFile(recipient, "/api/credentials/import", foreign, 201);

        assertThat(imported.get("name").asString()).isEqualTo("Rivers");
        assertThat(imported.get("issuer").asString()).isEqualTo("Acme");
        assertThat(imported.get("credential").asString()).isEqualTo(new String(foreign, UTF_8));
        assertThat(laurel.postFile(recipient, "/api/credentials/import", foreign, 201)
                        .get("id"))
                .isEqualTo(imported.get("id"));

        assertThat(laurel.postForm(recipient, "/api/credentials/import", Map.of(), foreign)
                        .get("id"))
                .isEqualTo(imported.get("id"));

        var changed = new String(foreign, UTF_8).replace("Knows the rivers.", "Knows all rivers.");
        assertThat(laurel.postFile(recipient, "/api/credentials/import", changed.getBytes(UTF_8), 400)
                        .get("details")
                        .propertyNames())
                .contains("signatureValid");
        laurel.postFile(recipient, "/api/credentials/import", foreign("eve@elsewhere.example.com"), 403);
        laurel.postFile(recipient, "/api/credentials/import", "nonsense".getBytes(UTF_8), 400);
        var ours = laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Ada", "ada@elsewhere.example.com");
        var document =
                laurel.getBytes("/credentials/" + ours.get("credentialId").asString() + "/ob3");
        laurel.postFile(recipient, "/api/credentials/import", document, 409);
    }

    /** Registers, follows the mail's link and signs in. */
    private String account(String email) throws Exception {
        laurel.post(
                null,
                "/api/auth/register",
                Map.of("firstName", "Noor", "lastName", "Haddad", "email", email, "password", PASSWORD),
                202);
        await().atMost(Duration.ofSeconds(30)).until(() -> !token(email).isEmpty());
        laurel.post(null, "/api/auth/verify-email", Map.of("token", token(email)), 200);
        return laurel.signIn(email, PASSWORD);
    }

    private String token(String email) throws Exception {
        for (var mail : laurel.mailsTo(email)) {
            var token = TOKEN.matcher(mail.get("text").asString());
            if (token.find()) {
                return token.group(1);
            }
        }
        return "";
    }

    /** Signed by a key that is its own issuer, so that nothing needs to be fetched. */
    private static byte[] foreign(String email) {
        var pair = Ed25519KeyPair.generate(new SecureRandom());
        var did = URI.create("did:key:" + pair.publicKeyMultibase());
        var document = """
                {
                  "@context": [
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
                  ],
                  "id": "urn:uuid:%s",
                  "type": ["VerifiableCredential", "OpenBadgeCredential"],
                  "name": "Rivers",
                  "issuer": {"id": "%s", "type": ["Profile"], "name": "Acme"},
                  "validFrom": "%s",
                  "credentialSubject": {
                    "type": ["AchievementSubject"],
                    "identifier": [
                      {
                        "type": "IdentityObject", "hashed": true, "identityHash": "%s", "identityType": "emailAddress",
                        "salt": "salt"
                      }
                    ],
                    "achievement": {
                      "id": "https://acme.example/rivers", "type": ["Achievement"], "name": "Rivers",
                      "description": "Knows the rivers.", "criteria": {"narrative": "Nine of ten answers."}
                    }
                  }
                }
                """.formatted(
                        UUID.randomUUID(),
                        did,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60),
                        IdentityHash.of(email, "salt").hash());
        var key = new IssuerKey(URI.create(did + "#" + pair.publicKeyMultibase()), pair);
        return new DocumentSigner(key)
                .sign(
                        document.getBytes(UTF_8),
                        SigningOptions.ofCredential(Instant.now().minusSeconds(30)),
                        DocumentSigner.Form.ARRAY);
    }
}
