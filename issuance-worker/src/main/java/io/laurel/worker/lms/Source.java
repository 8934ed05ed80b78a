package io.laurel.worker.lms;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
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
        Schedule schedule) {}
