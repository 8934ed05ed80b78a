package io.laurel.ingress.lms;

import io.laurel.contracts.LmsRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to make or change a source, as it was sent; nothing in it is believed before it is checked. What is
 * absent is not changed, or is the usual.
 */
record LmsSourceRequest(
        @Nullable String name,
        @Nullable String badgeId,
        @Nullable String profile,
        @Nullable LmsRule rule,
        @Nullable String folder,
        @Nullable String filePattern,
        @Nullable Map<String, @Nullable String> joinFiles,
        @Nullable String cron,
        @Nullable String timeZone,
        @Nullable Boolean isActive) {

    private static final String EVERY_CSV = "*.csv";

    /** For a new source. */
    LmsSourceRequest complete() {
        return or(new LmsSourceRequest(null, null, null, LmsRule.NONE, null, EVERY_CSV, Map.of(), null, "UTC", true));
    }

    /** For one that there is. */
    LmsSourceRequest or(LmsSource source) {
        return or(new LmsSourceRequest(
                source.name(),
                source.badgeId().toString(),
                source.profile().wireName(),
                source.rule(),
                source.folder(),
                source.filePattern(),
                Map.copyOf(source.joinFiles()),
                source.cron(),
                source.timeZone(),
                source.isActive()));
    }

    private LmsSourceRequest or(LmsSourceRequest otherwise) {
        return new LmsSourceRequest(
                name == null ? otherwise.name : name.strip(),
                badgeId == null ? otherwise.badgeId : badgeId,
                profile == null ? otherwise.profile : profile,
                rule == null ? otherwise.rule : rule,
                folder == null ? otherwise.folder : folder.strip(),
                filePattern == null ? otherwise.filePattern : filePattern.strip(),
                joinFiles == null ? otherwise.joinFiles : joinFiles,
                cron == null ? otherwise.cron : cron.strip(),
                timeZone == null ? otherwise.timeZone : timeZone.strip(),
                isActive == null ? otherwise.isActive : isActive);
    }
}
