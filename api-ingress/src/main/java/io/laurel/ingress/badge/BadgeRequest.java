package io.laurel.ingress.badge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A badge as it is sent, whole or in part: nothing in it is believed before {@link BadgeRules} has looked at it. What is left
 * out, or null, is left as it is; only an external URL and an expiry can be taken away by null.
 *
 * @param slug the badge's name in addresses; made of the name when there is none
 * @param imageId a picture that was uploaded before
 * @param externalUrl text, or null
 * @param expiresInDays a number, or null; in a form its digits
 */
record BadgeRequest(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String description,
        @Nullable String criteria,
        @Nullable String imageId,
        @Nullable JsonNode externalUrl,
        @Nullable JsonNode expiresInDays,
        @Nullable List<@Nullable String> tags,
        @Nullable Boolean isActive) {}
