package io.laurel.worker.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.template.CompiledBadge;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** A fast path that signs wrong is found out, and its badge's credentials come right all the same. */
@RunningWorker
@TestPropertySource(properties = "laurel.worker.referee.share=1")
@Import(RefereeIT.Breaking.class)
@ExtendWith(OutputCaptureExtension.class)
class RefereeIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private BrokenFastPath fastPath;

    @TestConfiguration(proxyBeanMethods = false)
    static class Breaking {

        @Bean
        @Primary
        BrokenFastPath brokenFastPath() {
            return new BrokenFastPath();
        }
    }

    /** Signs another description than the badge's own, for the badges with this one. */
    static final class BrokenFastPath implements FastPath {

        static final String MISREAD = "Binds books by machine.";

        final AtomicInteger broken = new AtomicInteger();

        @Override
        public CredentialSigner to(Issuer issuer, Achievement achievement, IssuerKey key) {
            var sound = CompiledBadge.compile(issuer, achievement, key);
            if (!achievement.description().equals(MISREAD)) {
                return sound;
            }
            return (credential, created) -> {
                broken.incrementAndGet();
                var document = new String(sound.sign(credential, created), UTF_8);
                return document.replace("by machine", "by hand").getBytes(UTF_8);
            };
        }
    }

    @Test
    void aDifferenceEndsTheFastPathOfItsBadgeAndOfNoOther(CapturedOutput output) {
        var organization = given.organization("enterprise", 1_000);
        keys.generate(organization);
        var misread = given.badge(organization, null);
        var sound = given.badge(organization, null);
        database.owner()
                .sql("update badge set description = ? where id = ?")
                .params(BrokenFastPath.MISREAD, misread.value())
                .update();

        for (int n = 0; n < 3; n++) {
            assertThat(proofOf(issue(organization, misread, n))).isInstanceOf(ProofResult.Valid.class);
            assertThat(proofOf(issue(organization, sound, n))).isInstanceOf(ProofResult.Valid.class);
        }
        // Another key is another edition of the badge, which is no better.
        keys.rotate(organization, UUID.randomUUID());
        assertThat(proofOf(issue(organization, misread, 3))).isInstanceOf(ProofResult.Valid.class);

        assertThat(fastPath.broken).hasValue(1);
        assertThat(metrics.counter("laurel.worker.referee.checks").count()).isEqualTo(4);
        assertThat(metrics.counter("laurel.worker.referee.differences").count()).isEqualTo(1);
        assertThat(metrics.get("laurel.worker.referee.tripped").gauge().value()).isEqualTo(1);
        assertThat(output.toString().lines().filter(line -> line.contains("the fast path signed something else")))
                .singleElement()
                .asString()
                .contains("ERROR", misread.toString());
    }

    private String issue(OrganizationId organization, BadgeId badge, int recipient) {
        var command = new IssueCredential(
                CredentialId.random(),
                organization,
                badge,
                new Recipient("Ada", "r" + recipient + "@example.com"),
                null,
                true,
                Instant.EPOCH,
                null,
                null,
                null);
        topics.send(Topics.ISSUANCE_COMMANDS, command.key(), command);
        return await().until(
                        () -> database.owner()
                                .sql("select document from credential where id = ?")
                                .param(command.id().value())
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private ProofResult proofOf(String document) {
        var published = KeyResolver.of(method -> database.owner()
                .sql("select public_key_multibase from signing_key where id = ?")
                .param(UUID.fromString(
                        method.toString().substring(method.toString().indexOf("#key-") + 5)))
                .query(String.class)
                .optional());
        return new DataIntegrityVerifier(published).verifyCredential(document.getBytes(UTF_8), Instant.now());
    }
}
