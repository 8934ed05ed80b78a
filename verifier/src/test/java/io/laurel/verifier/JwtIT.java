package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Topics;
import io.laurel.test.TestTopics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A JWT is asked for once, waited for within bounds, and kept. The worker's part is played by the tests. */
@RunningVerifier
@TestPropertySource(
        properties = {
            "laurel.verifier.lookup.stale-after=200ms",
            // Long enough for a busy machine: one test waits it out.
            "laurel.verifier.jwt.longest-wait=10s",
            "laurel.verifier.jwt.most-waiting=3"
        })
class JwtIT {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmVk";

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    TestTopics topics;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        clients.close();
    }

    private Registry.Issued issued() {
        return registry.issue(registry.draft(registry.badge(registry.organization("free"))));
    }

    private static String path(Registry.Issued credential) {
        return "/credentials/" + credential.shortId() + "/jwt";
    }

    private void keep(Registry.Issued credential) {
        var key = UUID.randomUUID();
        registry.execute("""
                insert into jwt_key (id, organization_id, public_key_jwk, sealed_private_key, created_at)
                values (?, ?, '{}', '\\x00', now())
                """, key, credential.badge().organization().id());
        registry.execute(
                "insert into credential_jwt (credential_id, key_id, jwt, created_at) values (?, ?, ?, now())",
                credential.id(),
                key,
                JWT);
    }

    private void tell(Registry.Issued credential) {
        var id = new CredentialId(credential.id());
        var event = new CredentialEncoded(
                CredentialEncoded.eventIdOf(id),
                id,
                new OrganizationId(credential.badge().organization().id()),
                credential.email());
        topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event);
    }

    private List<EncodeAsJwt> tasksFor(Registry.Issued credential) {
        return topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class).stream()
                .filter(EncodeAsJwt.class::isInstance)
                .map(EncodeAsJwt.class::cast)
                .filter(task -> task.credentialId().value().equals(credential.id()))
                .toList();
    }

    private Future<Browser.Answer> asking(Registry.Issued credential) {
        return clients.submit(() -> browser.get(path(credential)));
    }

    @Test
    void aJwtThatIsKeptIsServedInTheTypeThatIsAskedFor() {
        var credential = issued();
        keep(credential);

        var answer = browser.get(path(credential));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(JWT);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vc+jwt");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=3600, private, immutable");
        assertThat(browser.get(path(credential), "Accept", "application/jwt").header("Content-Type"))
                .isEqualTo("application/jwt");
        assertThat(browser.get(path(credential), "Accept", "text/plain").header("Content-Type"))
                .startsWith("text/plain");
        assertThat(browser.get(path(credential), "If-None-Match", answer.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(tasksFor(credential)).isEmpty();
    }

    @Test
    void aJwtThatIsNotThereIsAskedForOnceAndAnsweredWhenItIsTold() throws Exception {
        var credential = issued();
        var first = asking(credential);
        var second = asking(credential);
        await().untilAsserted(() -> assertThat(tasksFor(credential)).hasSize(1));

        keep(credential);
        tell(credential);

        assertThat(first.get().text()).isEqualTo(JWT);
        assertThat(second.get().text()).isEqualTo(JWT);
        assertThat(tasksFor(credential)).singleElement().satisfies(task -> {
            assertThat(task.organizationId().value())
                    .isEqualTo(credential.badge().organization().id());
            assertThat(task.recipientEmail()).isEqualTo(credential.email());
        });
    }

    @Test
    void anEventThatWasMissedDoesNotHideTheJwt() throws Exception {
        var credential = issued();
        var answer = asking(credential);
        await().untilAsserted(() -> assertThat(tasksFor(credential)).hasSize(1));
        keep(credential);
        assertThat(answer.get().text()).isEqualTo(JWT);
    }

    @Test
    void noMoreWaitThanMay() throws Exception {
        var waiting = List.of(issued(), issued(), issued());
        var answers = waiting.stream().map(this::asking).toList();
        await().untilAsserted(() ->
                assertThat(waiting).allSatisfy(one -> assertThat(tasksFor(one)).hasSize(1)));

        var late = issued();
        var refused = browser.get(path(late));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("message").asString()).contains("Too many");
        assertThat(tasksFor(late)).isEmpty();

        waiting.forEach(one -> {
            keep(one);
            tell(one);
        });
        for (var answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsUnknownPrivateOrOfASuspendedIssuerIsNotAskedFor() {
        assertThat(browser.get("/credentials/CRD-00000000/jwt").status()).isEqualTo(404);

        var hidden = registry.issue(
                registry.draft(registry.badge(registry.organization("free"))).keptPrivate());
        keep(hidden);
        assertThat(browser.get(path(hidden)).status()).isEqualTo(403);

        var suspended = issued();
        registry.execute(
                "update organization set status = 'suspended' where id = ?",
                suspended.badge().organization().id());
        assertThat(browser.get(path(suspended)).status()).isEqualTo(409);
        assertThat(tasksFor(suspended)).isEmpty();
        keep(suspended);
        assertThat(browser.get(path(suspended)).text()).isEqualTo(JWT);
    }

    @Test
    void theCredentialsPageLinksToIt() {
        var credential = issued();
        assertThat(browser.get("/verify/" + credential.shortId()).text()).contains("href=\"" + path(credential) + "\"");
    }
}
