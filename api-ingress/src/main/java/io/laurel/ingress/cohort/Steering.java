package io.laurel.ingress.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.badge.Badges;
import io.laurel.ingress.broker.Broker;
import io.laurel.web.ApiException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Passes on what is to be done to a cohort, where its state allows it. The worker does it, and looks at the state again. */
@Component
class Steering {

    static final String PAID_ONLY = "Issuing a cohort requires Professional plan";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);
    private static final Set<String> RUNNING = Set.of("pending", "validating", "processing");

    private final Jobs jobs;
    private final CohortCounts counts;
    private final Uploads uploads;
    private final Badges badges;
    private final Broker broker;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final CohortSettings settings;

    Steering(
            Jobs jobs,
            CohortCounts counts,
            Uploads uploads,
            Badges badges,
            Broker broker,
            AuditLog audit,
            TransactionTemplate transaction,
            CohortSettings settings) {
        this.jobs = jobs;
        this.counts = counts;
        this.uploads = uploads;
        this.badges = badges;
        this.broker = broker;
        this.audit = audit;
        this.transaction = transaction;
        this.settings = settings;
    }

    /**
     * Asks for it. What is so already is not asked for.
     *
     * @throws ApiException where the cohort's state does not allow it
     */
    Job steer(Actor actor, UUID id, Move move) {
        var cohort = jobs.cohort(actor.organization(), id).orElseThrow(Steering::notFound);
        if (!isSo(cohort, move)) {
            require(actor, cohort, move);
            ask(actor, cohort, move);
            awaitDone(actor, cohort, move);
        }
        return jobs.find(actor.organization(), new CohortId(id)).orElseThrow(Steering::notFound);
    }

    private void ask(Actor actor, Cohort cohort, Move move) {
        var id = new CohortId(cohort.id());
        var task = new SteerCohort(id, actor.organization(), move, cohort.run());
        switch (move) {
            case SUBMIT, RETRY -> {
                int run = cohort.run() + 1;
                transaction.executeWithoutResult(_ -> {
                    uploads.askFor(run, id, actor.organization());
                    record(actor, task);
                });
                try {
                    broker.send(task);
                } catch (RuntimeException e) {
                    uploads.takeBack(run, id);
                    throw e;
                }
            }
            case PAUSE, RESUME, CANCEL -> {
                record(actor, task);
                broker.send(task);
            }
        }
    }

    private void record(Actor actor, SteerCohort task) {
        audit.record(actor, "cohort." + past(task.move()), task.cohortId().toString(), Map.of());
    }

    /** So that the answer, and whoever asks right after it, sees what was asked for; a worker that is busy is not waited for. */
    private void awaitDone(Actor actor, Cohort before, Move move) {
        long deadline = System.nanoTime() + settings.steeringWait().toNanos();
        try {
            while (System.nanoTime() < deadline
                    && jobs.cohort(actor.organization(), before.id())
                            .filter(now -> !isDone(before, now, move))
                            .isPresent()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDone(Cohort before, Cohort now, Move move) {
        return switch (move) {
            case SUBMIT, RETRY -> now.run() > before.run();
            case PAUSE -> now.pausedAt() != null || now.finishedAt() != null;
            case RESUME -> now.pausedAt() == null;
            case CANCEL -> now.finishedAt() != null;
        };
    }

    private static boolean isSo(Cohort cohort, Move move) {
        return switch (move) {
            case PAUSE -> cohort.pausedAt() != null;
            case CANCEL -> cohort.status().equals("cancelled");
            case RESUME, SUBMIT, RETRY -> false;
        };
    }

    private void require(Actor actor, Cohort cohort, Move move) {
        switch (move) {
            case SUBMIT -> {
                actor.plan().requirePaid(PAID_ONLY);
                require(cohort.status().equals("validated"), cohort, "Only a dry run that has ended can be submitted");
                if (!cohort.keepsRows()) {
                    throw ApiException.conflict(
                            "The rows of this dry run are not kept any more, so it cannot be submitted; upload the file again.");
                }
                badges.requireActive(actor.organization(), new BadgeId(cohort.badge()));
            }
            case RETRY -> {
                actor.plan().requirePaid(PAID_ONLY);
                require(cohort.status().equals("completed"), cohort, "Only a cohort that is completed can be retried");
                require(counts.of(cohort).failed() > 0, cohort, "No row failed, so there is nothing to retry");
                badges.requireActive(actor.organization(), new BadgeId(cohort.badge()));
            }
            case PAUSE -> require(RUNNING.contains(cohort.status()), cohort, "Only a cohort that runs can be paused");
            case RESUME -> require(cohort.pausedAt() != null, cohort, "Only a cohort that is paused can be resumed");
            case CANCEL ->
                require(RUNNING.contains(cohort.status()), cohort, "Only a cohort that runs can be cancelled");
        }
    }

    private static void require(boolean allowed, Cohort cohort, String otherwise) {
        if (!allowed) {
            throw ApiException.conflict(otherwise + "; this one is " + cohort.status() + ".");
        }
    }

    private static String past(Move move) {
        return switch (move) {
            case SUBMIT -> "submitted";
            case RETRY -> "retried";
            case PAUSE -> "paused";
            case RESUME -> "resumed";
            case CANCEL -> "cancelled";
        };
    }

    static ApiException notFound() {
        return ApiException.notFound("There is no bulk job with this id.");
    }
}
