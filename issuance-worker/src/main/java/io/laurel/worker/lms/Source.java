package io.laurel.worker.lms;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.contracts.NamePattern;
import io.laurel.contracts.OrganizationId;
import java.util.Map;
import java.util.UUID;

/**
 * Where exports arrive, and what is made of them.
 *
 * @param slug the organization's
 * @param place the folder, of an organization's own source
 * @param joinFiles a pattern for each role
 */
record Source(
        UUID id,
        OrganizationId organizationId,
        String slug,
        BadgeId badgeId,
        LmsProfile profile,
        LmsRule rule,
        boolean isOperators,
        String place,
        String filePattern,
        Map<String, String> joinFiles,
        boolean isActive,
        Schedule schedule) {

    /** Whether it takes files of this name. */
    boolean isExport(String name) {
        return isOfUse(name)
                && NamePattern.matches(filePattern, name)
                && joinFiles.keySet().stream().noneMatch(role -> isJoinFile(role, name));
    }

    boolean isJoinFile(String role, String name) {
        var pattern = joinFiles.get(role);
        return isOfUse(name) && pattern != null && NamePattern.matches(pattern, name);
    }

    /** Whether it takes files of this name, reads them, or is told by them that others are complete. */
    boolean concerns(String name) {
        var whole = name.endsWith(Sightings.DONE) ? name.substring(0, name.length() - Sightings.DONE.length()) : name;
        return isExport(whole) || joinFiles.keySet().stream().anyMatch(role -> isJoinFile(role, whole));
    }

    /** Hidden files, and those that say that others are complete, have nothing in them for us. */
    private static boolean isOfUse(String name) {
        return !name.startsWith(".") && !name.endsWith(Sightings.DONE);
    }
}
