package io.laurel.ingress.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ReplyAddress;
import io.laurel.ingress.apikey.Caller;
import io.laurel.ingress.issuance.IssueRequest.Checked;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a request to the worker and, if wanted, waits for its decision. */
@Component
class Issuing {

    private final Issuances issuances;
    private final CommandRoad road;
    private final Decisions decisions;
    private final Clock clock;
    private final MeterRegistry metrics;

    Issuing(Issuances issuances, CommandRoad road, Decisions decisions, Clock clock, MeterRegistry metrics) {
        this.issuances = issuances;
        this.road = road;
        this.decisions = decisions;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A request, and its outcome unless that is still open. */
    record Submitted(CredentialId id, Optional<Outcome> outcome) {}

    /**
     * The same request under the same name is told what it ended as; anything else is sent. One that is on the road is sent
     * again: its id makes that harmless.
     */
    Submitted submit(Caller caller, Checked request, @Nullable String idempotencyKey, Preference preference) {
        if (idempotencyKey == null) {
            return send(caller, request, CredentialId.random(), null, preference);
        }
        var id = CredentialId.ofIdempotencyKey(caller.organization(), idempotencyKey);
        String fingerprint = request.fingerprint();
        var earlier = issuances.find(caller.organization(), id);
        if (earlier.isEmpty()) {
            return send(caller, request, id, fingerprint, preference);
        }
        if (!Objects.equals(earlier.get().fingerprint(), fingerprint)) {
            throw ApiException.of(
                    ErrorCode.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used for a request with another body.");
        }
        return new Submitted(id, Optional.of(earlier.get().outcome()));
    }

    private Submitted send(
            Caller caller, Checked request, CredentialId id, @Nullable String fingerprint, Preference preference) {
        if (preference.respondAsync()) {
            road.send(command(caller, request, id, fingerprint, null));
            return new Submitted(id, Optional.empty());
        }
        long start = System.nanoTime();
        try (var waiting = decisions.open()) {
            road.send(command(caller, request, id, fingerprint, waiting.address()));
            var outcome = await(waiting, preference.longestWait());
            metrics.timer("laurel.ingress.decision", "outcome", nameOf(outcome))
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return new Submitted(id, outcome);
        }
    }

    /** Holds a virtual thread, which costs nothing. */
    private static Optional<Outcome> await(Decisions.Waiting waiting, Duration longest) {
        try {
            return Optional.of(waiting.outcome().get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nameOf(Optional<Outcome> outcome) {
        return outcome.map(decided -> switch (decided) {
                    case Outcome.Issued issued -> "issued";
                    case Outcome.Rejected rejected -> "rejected";
                    case Outcome.Revoked revoked -> "revoked";
                    case Outcome.Claimed claimed -> "claimed";
                })
                .orElse("open");
    }

    private IssueCredential command(
            Caller caller,
            Checked request,
            CredentialId id,
            @Nullable String fingerprint,
            @Nullable ReplyAddress replyTo) {
        return new IssueCredential(
                id,
                caller.organization(),
                request.badge(),
                request.recipient(),
                request.evidenceUrl(),
                request.isPublic(),
                clock.instant(),
                fingerprint,
                null,
                replyTo);
    }
}
