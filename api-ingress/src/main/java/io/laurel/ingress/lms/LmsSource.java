package io.laurel.ingress.lms;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source as its organization sees it.
 *
 * @param isReadOnly whether the operator configured it; only the operator changes it
 * @param folder where files arrive, below the organization's own; of the operator's sources, the place in words
 * @param filePattern which files there are exports
 * @param joinFiles by role, which files are read with them
 * @param cron six fields, the first is seconds
 * @param lastRunAt when the last run began
 * @param nextRunAt when the schedule is due next, as of the last run
 * @param failure why the run that is going on cannot
 */
record LmsSource(
        UUID id,
        String name,
        UUID badgeId,
        LmsProfile profile,
        LmsRule rule,
        boolean isReadOnly,
        String folder,
        String filePattern,
        Map<String, String> joinFiles,
        String cron,
        String timeZone,
        boolean isActive,
        Instant createdAt,
        @Nullable Instant lastRunAt,
        @Nullable Instant nextRunAt,
        @Nullable String failure) {}
