package io.laurel.worker.lms;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a source is looked at. A cron expression speaks of the clock on the wall, which leaves hours out and shows others
 * twice: what falls into an hour that is left out is due when it would begin, and what falls into one that is shown twice is due
 * the first time only. What is due in every hour is due in those that there are.
 */
record Schedule(CronExpression cron, boolean isEveryHour, ZoneId zone) {

    private static final int HOURS = 2;
    /** No clock is ever put back by more. */
    private static final int LONGEST_OVERLAP = 3;

    static Schedule of(String cron, String zone) {
        return new Schedule(
                CronExpression.parse(cron),
                cron.startsWith("@hourly")
                        || (!cron.startsWith("@")
                                && cron.strip().split("\\s+", HOURS + 2)[HOURS].equals("*")),
                ZoneId.of(zone));
    }

    /** The first time after a moment; empty when there is none any more. */
    Optional<Instant> next(Instant after) {
        @Nullable Instant first = null;
        var local = cron.next(LocalDateTime.ofInstant(after, zone).minusHours(LONGEST_OVERLAP));
        while (local != null) {
            var instants = instants(local);
            if (first != null && !instants.isEmpty() && instants.getFirst().isAfter(first)) {
                break;
            }
            for (var instant : instants) {
                if (instant.isAfter(after) && (first == null || instant.isBefore(first))) {
                    first = instant;
                }
            }
            local = cron.next(local);
        }
        return Optional.ofNullable(first);
    }

    /** In their order. */
    private List<Instant> instants(LocalDateTime local) {
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return isEveryHour ? List.of() : List.of(rules.getTransition(local).getInstant());
        }
        var instants = new ArrayList<Instant>();
        instants.add(local.toInstant(offsets.getFirst()));
        if (offsets.size() > 1 && isEveryHour) {
            instants.add(local.toInstant(offsets.getLast()));
        }
        return instants;
    }
}
