package io.laurel.worker.signing;

import io.laurel.contracts.BadgeId;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets the full path sign a sample of what the fast one signs. Where they differ the full one is right; from then on, until
 * this process ends, it signs all of the badge's credentials, and the gauge {@code laurel.worker.referee.tripped} stays up.
 */
@Component
final class Referee {

    private static final Logger LOG = LoggerFactory.getLogger(Referee.class);

    private final double share;
    private final Set<BadgeId> tripped = ConcurrentHashMap.newKeySet();
    private final Counter checks;
    private final Counter differences;

    Referee(RefereeSettings settings, MeterRegistry metrics) {
        this.share = settings.share();
        this.checks = metrics.counter("laurel.worker.referee.checks");
        this.differences = metrics.counter("laurel.worker.referee.differences");
        Gauge.builder("laurel.worker.referee.tripped", tripped, Set::size)
                .description(
                        "Badges whose credentials are signed the full way, because the fast one was seen to differ")
                .register(metrics);
    }

    /** The two paths of a badge as one; all its editions stand or fall together. */
    CredentialSigner over(BadgeId badge, CredentialSigner fast, CredentialSigner full) {
        return (credential, created) -> {
            if (tripped.contains(badge)) {
                return full.sign(credential, created);
            }
            if (ThreadLocalRandom.current().nextDouble() >= share) {
                return fast.sign(credential, created);
            }
            checks.increment();
            var right = full.sign(credential, created);
            var made = made(fast, credential, created);
            if (made.isEmpty() || !Arrays.equals(made.get(), right)) {
                differ(badge, credential, made.isEmpty());
            }
            return right;
        };
    }

    private static Optional<byte[]> made(CredentialSigner fast, Credential credential, Instant created) {
        try {
            return Optional.of(fast.sign(credential, created));
        } catch (RuntimeException failed) {
            // The full path could sign it, so whatever this is, it is the fast path's own fault.
            return Optional.empty();
        }
    }

    private void differ(BadgeId badge, Credential credential, boolean failed) {
        differences.increment();
        if (tripped.add(badge)) {
            LOG.atError()
                    .addKeyValue("badge", badge)
                    .addKeyValue("credential", credential.id())
                    .addKeyValue("failed", failed)
                    .log(
                            "the fast path signed something else than the full path; the badge takes the full path from now on");
        }
    }
}
