package io.laurel.ingress.cohort;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How cohorts are taken.
 *
 * @param maxUpload the largest body of a cohort, unpacked too
 * @param maxUnfinished how many cohorts of one organization may wait or run
 * @param piece how much of an upload is written, and held in memory, at once
 * @param askAgainAfter how long an upload may lie before its import is asked for again
 * @param steeringWait how long a request to steer a cohort waits for the worker to have done it, before it is answered anyway
 */
@ConfigurationProperties("laurel.cohort")
record CohortSettings(
        @DefaultValue("200MB") DataSize maxUpload,
        @DefaultValue("20") int maxUnfinished,
        @DefaultValue("1MB") DataSize piece,
        @DefaultValue("15s") Duration askAgainAfter,
        @DefaultValue("3s") Duration steeringWait) {

    CohortSettings {
        if (maxUpload.toBytes() <= 0) {
            throw new IllegalArgumentException("laurel.cohort.max-upload must be positive");
        }
        if (maxUnfinished < 1) {
            throw new IllegalArgumentException("laurel.cohort.max-unfinished must be at least 1");
        }
        if (piece.toBytes() < 1024 || piece.toMegabytes() > 64) {
            throw new IllegalArgumentException("laurel.cohort.piece must be from 1KB to 64MB");
        }
        if (askAgainAfter.isNegative() || askAgainAfter.isZero()) {
            throw new IllegalArgumentException("laurel.cohort.ask-again-after must be positive");
        }
    }
}
