package io.laurel.worker.lms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How exports of learning management systems are picked up.
 *
 * @param root below which each organization has a folder, named by its slug; without one no organization's own source runs
 * @param lookInterval how often an instance looks for sources that are due
 * @param settle how long a file must not have changed to be complete
 * @param maxFile a larger file is rejected
 * @param chunk rows, or people, per transaction
 * @param concurrentRuns how many sources one instance looks at a time
 * @param retryDelay how long a source rests after a failure
 * @param shownFaults how many rows a report names
 * @param sources of the operator
 */
@ConfigurationProperties("laurel.lms")
record LmsSettings(
        @Nullable Path root,
        @DefaultValue("5s") Duration lookInterval,
        @DefaultValue("10s") Duration settle,
        @DefaultValue("512MB") DataSize maxFile,
        @DefaultValue("5000") int chunk,
        @DefaultValue("2") int concurrentRuns,
        @DefaultValue("30s") Duration retryDelay,
        @DefaultValue("1000") int shownFaults,
        @DefaultValue List<OperatorSource> sources) {

    LmsSettings {
        require(root == null || root.isAbsolute(), "laurel.lms.root must be an absolute path");
        require(lookInterval.isPositive(), "laurel.lms.look-interval must be positive");
        require(!settle.isNegative(), "laurel.lms.settle must not be negative");
        require(maxFile.toBytes() > 0, "laurel.lms.max-file must be positive");
        require(chunk >= 1, "laurel.lms.chunk must be at least 1");
        require(concurrentRuns >= 1, "laurel.lms.concurrent-runs must be at least 1");
        require(!retryDelay.isNegative(), "laurel.lms.retry-delay must not be negative");
        require(shownFaults >= 0, "laurel.lms.shown-faults must not be negative");
        require(
                sources.stream().map(OperatorSource::id).distinct().count() == sources.size(),
                "laurel.lms.sources: an organization's sources must have different names");
        sources = List.copyOf(sources);
        requirePeace(sources);
    }

    private static void requirePeace(List<OperatorSource> sources) {
        for (var one : sources) {
            for (var other : sources) {
                require(
                        one.id().equals(other.id()) || !one.quarrelsWith(other),
                        "laurel.lms.sources: %s and %s may take the same file, or each other's join file, from %s"
                                .formatted(one.name(), other.name(), one.place()));
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
