package io.laurel.ingress.issuance;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ReplyAddress;
import io.laurel.ingress.broker.Broker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes commands to the worker and, if wanted, waits for what it decides. */
@Component
public class CommandDesk {

    private final Broker broker;
    private final Decisions decisions;
    private final IssuanceSettings settings;
    private final MeterRegistry metrics;

    CommandDesk(Broker broker, Decisions decisions, IssuanceSettings settings, MeterRegistry metrics) {
        this.broker = broker;
        this.decisions = decisions;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** A command that lacks but the place where its decision is waited for; null when nobody waits. */
    @FunctionalInterface
    public interface Draft {
        IssuanceCommand replyingTo(@Nullable ReplyAddress address);
    }

    /** How a client wants to be answered, by its {@code Prefer} headers. */
    public Preference preference(@Nullable List<String> headers) {
        return Preference.of(headers == null ? List.of() : headers, settings.longestWait());
    }

    /** What one command ended as, unless that is still open. */
    public Optional<Outcome> ask(Draft command, Preference preference) {
        return ask(List.of(command), preference).getFirst();
    }

    /** What each of the commands ended as, in their order. All are sent before the first is waited for. */
    public List<Optional<Outcome>> ask(List<Draft> commands, Preference preference) {
        if (preference.respondAsync()) {
            broker.send(
                    commands.stream().map(command -> command.replyingTo(null)).toList());
            return commands.stream().map(command -> Optional.<Outcome>empty()).toList();
        }
        long start = System.nanoTime();
        var places = new ArrayList<Decisions.Waiting>(commands.size());
        try {
            commands.forEach(command -> places.add(decisions.open()));
            var whole = new ArrayList<IssuanceCommand>(commands.size());
            for (int n = 0; n < commands.size(); n++) {
                whole.add(commands.get(n).replyingTo(places.get(n).address()));
            }
            broker.send(whole);
            long end = System.nanoTime() + preference.longestWait().toNanos();
            var outcomes = places.stream().map(place -> await(place, end)).toList();
            outcomes.forEach(outcome -> metrics.timer("laurel.ingress.decision", "outcome", nameOf(outcome))
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
            return outcomes;
        } finally {
            places.forEach(Decisions.Waiting::close);
        }
    }

    /** Holds a virtual thread, which costs nothing. */
    private static Optional<Outcome> await(Decisions.Waiting waiting, long end) {
        try {
            long left = Math.max(0, end - System.nanoTime());
            return Optional.of(waiting.outcome().get(left, TimeUnit.NANOSECONDS));
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
}
