package io.laurel.ingress.lms;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.LmsFilePatterns;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.contracts.RecipientRules;
import io.laurel.web.ApiException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** A source that makes sense in itself: every field is there and right. */
record LmsSourceForm(
        String name,
        BadgeId badgeId,
        LmsProfile profile,
        LmsRule rule,
        String folder,
        String filePattern,
        Map<String, String> joinFiles,
        String cron,
        String timeZone,
        boolean isActive) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PATTERN = 100;
    private static final int LONGEST_FOLDER = 200;
    /** Where taken files go. */
    private static final List<String> OURS = List.of("processed", "rejected");

    static LmsSourceForm of(LmsSourceRequest asked, Instant now) {
        var faults = new Faults();
        faults.add("name", whyNotName(asked.name()));
        faults.add("badgeId", whyNotId(asked.badgeId()));
        var profile = LmsProfile.ofWireName(Objects.requireNonNullElse(asked.profile(), ""))
                .orElse(null);
        faults.add("profile", profile == null ? "must be one of " + profiles() : null);
        faults.add("folder", whyNotFolder(asked.folder()));
        faults.add("filePattern", whyNotPattern(asked.filePattern()));
        faults.add("cron", whyNotCron(asked.cron(), now));
        faults.add("timeZone", whyNotZone(asked.timeZone()));
        if (profile != null) {
            profile.faultsOf(required(asked.rule())).forEach((field, why) -> faults.add("rule." + field, why));
            joins(profile, required(asked.joinFiles()), faults);
        }
        faults.refuse();
        return new LmsSourceForm(
                required(asked.name()),
                new BadgeId(UUID.fromString(required(asked.badgeId()))),
                required(profile),
                required(asked.rule()),
                required(asked.folder()),
                required(asked.filePattern()),
                patterns(required(asked.joinFiles())),
                required(asked.cron()),
                required(asked.timeZone()),
                required(asked.isActive()));
    }

    LmsFilePatterns files() {
        return new LmsFilePatterns(filePattern, joinFiles.values());
    }

    /** Whether it takes and reads the files that a source does. */
    boolean hasFilesOf(LmsSource source) {
        return folder.equals(source.folder())
                && filePattern.equals(source.filePattern())
                && joinFiles.equals(source.joinFiles());
    }

    /** What is wrong, by field. */
    private static final class Faults {

        private final Map<String, String> details = new LinkedHashMap<>();

        void add(String field, @Nullable String why) {
            if (why != null) {
                details.put(field, why);
            }
        }

        void refuse() {
            if (!details.isEmpty()) {
                throw ApiException.invalid(details);
            }
        }
    }

    private static String profiles() {
        return Arrays.stream(LmsProfile.values()).map(LmsProfile::wireName).collect(Collectors.joining(", "));
    }

    private static void joins(LmsProfile profile, Map<String, @Nullable String> patterns, Faults faults) {
        for (var join : profile.joinFiles()) {
            if (join.isRequired() && !patterns.containsKey(join.role())) {
                faults.add("joinFiles." + join.role(), "is missing");
            }
        }
        patterns.forEach((role, pattern) -> {
            boolean isKnown =
                    profile.joinFiles().stream().anyMatch(join -> join.role().equals(role));
            faults.add(
                    "joinFiles." + role,
                    isKnown ? whyNotPattern(pattern) : "is not for the profile " + profile.wireName());
        });
    }

    private static @Nullable String whyNotName(@Nullable String name) {
        if (name == null) {
            return "is missing";
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            return "must have at most " + LONGEST_NAME + " characters";
        }
        return RecipientRules.whyNotName(name);
    }

    private static @Nullable String whyNotId(@Nullable String id) {
        if (id == null) {
            return "is missing";
        }
        try {
            return UUID.fromString(id).toString().equalsIgnoreCase(id) ? null : "must be a UUID";
        } catch (IllegalArgumentException e) {
            return "must be a UUID";
        }
    }

    /** Nobody leaves their own folder; the worker looks again, for what is a link today was not one yesterday. */
    private static @Nullable String whyNotFolder(@Nullable String folder) {
        if (folder == null) {
            return "is missing";
        }
        if (folder.isEmpty() || folder.length() > LONGEST_FOLDER) {
            return "must have 1 to " + LONGEST_FOLDER + " characters";
        }
        var segments = folder.split("/", -1);
        for (var segment : segments) {
            if (segment.isBlank()
                    || segment.startsWith(".")
                    || OURS.contains(segment)
                    || segment.codePoints().anyMatch(LmsSourceForm::isNoneOfAName)) {
                return "must be a path below the organization's folder, such as autumn/physics, without . and .., and not one of "
                        + String.join(", ", OURS);
            }
        }
        return null;
    }

    private static @Nullable String whyNotPattern(@Nullable String pattern) {
        if (pattern == null || pattern.isBlank() || pattern.length() > LONGEST_PATTERN) {
            return "must have 1 to " + LONGEST_PATTERN + " characters";
        }
        return pattern.contains("/") || pattern.codePoints().anyMatch(LmsSourceForm::isNoneOfAName)
                ? "must be a file's name, with * for any text and ? for any character"
                : null;
    }

    private static boolean isNoneOfAName(int character) {
        return Character.isISOControl(character) || character == '\\' || character == ':';
    }

    private static @Nullable String whyNotCron(@Nullable String cron, Instant now) {
        if (cron == null) {
            return "is missing";
        }
        if (!CronExpression.isValidExpression(cron)) {
            return "must have six fields: second, minute, hour, day of month, month, day of week";
        }
        return CronExpression.parse(cron).next(LocalDateTime.ofInstant(now, ZoneOffset.UTC)) == null
                ? "is never due"
                : null;
    }

    private static @Nullable String whyNotZone(@Nullable String zone) {
        return zone != null && ZoneId.getAvailableZoneIds().contains(zone)
                ? null
                : "must be a time zone such as Europe/Berlin";
    }

    private static Map<String, String> patterns(Map<String, @Nullable String> asked) {
        return asked.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> required(entry.getValue())));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
