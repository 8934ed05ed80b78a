package io.laurel.ingress.cohort;

import io.laurel.ingress.broker.Broker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds what a crash between two steps left behind: what nobody was asked to import, submit or retry, and pieces of no upload. */
@Component
class ImportSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ImportSweep.class);
    private static final int AT_ONCE = 100;
    private static final Duration ABANDONED = Duration.ofHours(6);

    private final Uploads uploads;
    private final Broker broker;
    private final CohortSettings settings;

    ImportSweep(Uploads uploads, Broker broker, CohortSettings settings) {
        this.uploads = uploads;
        this.broker = broker;
        this.settings = settings;
    }

    /** The worker imports a cohort once and begins a run once, however often it is asked. */
    @Scheduled(fixedDelayString = "${laurel.cohort.ask-again-after:15s}")
    void askAgain() {
        try {
            uploads.notBegun(settings.askAgainAfter(), AT_ONCE).forEach(broker::send);
            uploads.settleAsked();
            uploads.notTakenUp(settings.askAgainAfter(), AT_ONCE).forEach(broker::send);
        } catch (RuntimeException e) {
            LOG.warn("cohorts are not asked for again: {}", e.toString());
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void deleteAbandoned() {
        try {
            uploads.deleteAbandoned(ABANDONED);
        } catch (RuntimeException e) {
            LOG.warn("abandoned pieces are not deleted: {}", e.toString());
        }
    }
}
