package io.laurel.ingress.lms;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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
        Rule rule,
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
        @Nullable String failure) {

    /** A rule with the fields that it has. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rule(
            @Nullable BigDecimal minimum,
            @Nullable String column,
            @Nullable String lineItem,
            @Nullable List<String> activities,
            @Nullable List<String> states,
            @Nullable Map<String, String> columns) {

        static Rule of(LmsRule rule) {
            return new Rule(
                    rule.minimum(), rule.column(), rule.lineItem(), rule.activities(), rule.states(), rule.columns());
        }
    }
}
