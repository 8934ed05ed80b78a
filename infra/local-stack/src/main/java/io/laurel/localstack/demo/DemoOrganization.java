package io.laurel.localstack.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization to begin with.
 *
 * @param contractedMonthlyRecipients null for the plan's own number
 */
record DemoOrganization(
        String slug, String name, String plan, @Nullable Integer contractedMonthlyRecipients, List<DemoBadge> badges) {

    /**
     * A badge of the organization.
     *
     * @param expiresInDays null when it never does
     * @param asSvg its image came as an SVG
     */
    record DemoBadge(
            String slug,
            String name,
            String description,
            String criteria,
            @Nullable Integer expiresInDays,
            List<String> tags,
            WreathImage image,
            boolean asSvg) {}
}
