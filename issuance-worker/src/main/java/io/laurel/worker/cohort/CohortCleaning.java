package io.laurel.worker.cohort;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Throws away what cohorts leave behind when its retention has ended. */
@Component
class CohortCleaning {

    private static final Logger log = LoggerFactory.getLogger(CohortCleaning.class);

    private final Cohorts cohorts;
    private final CohortProperties properties;

    CohortCleaning(Cohorts cohorts, CohortProperties properties) {
        this.cohorts = cohorts;
        this.properties = properties;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void clean() {
        try {
            deleteUploads();
            deleteDryRunRows();
        } catch (RuntimeException e) {
            log.warn("Cannot delete what cohorts left behind; trying again", e);
        }
    }

    private void deleteUploads() {
        var pieces = cohorts.deleteUploads(properties.uploadRetention());
        if (pieces > 0) {
            log.atInfo().addKeyValue("pieces", pieces).log("Deleted uploads whose retention ended");
        }
    }

    private void deleteDryRunRows() {
        for (var rows = deleteSome(); rows.isPresent(); rows = deleteSome()) {
            log.atInfo().addKeyValue("rows", rows.getAsInt()).log("Deleted rows of a dry run whose retention ended");
        }
    }

    private OptionalInt deleteSome() {
        return cohorts.deleteDryRunRows(properties.uploadRetention(), properties.stageChunk());
    }
}
