package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Topics;
import io.laurel.test.TestTopics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A JWT that nobody makes. */
@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.jwt.longest-wait=200ms")
class JwtPatienceIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    TestTopics topics;

    @Test
    void aWorkerThatDoesNotAnswerIsNotWaitedForLongAndNotAskedAgainAtOnce() {
        var credential = registry.issue(registry.draft(registry.badge(registry.organization("free"))));
        var path = "/credentials/" + credential.id() + "/jwt";

        var answer = browser.get(path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").asString()).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(browser.get(path).status()).isEqualTo(503);
        assertThat(topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class))
                .filteredOn(task -> task instanceof EncodeAsJwt jwt
                        && jwt.credentialId().value().equals(credential.id()))
                .hasSize(1);
    }
}
