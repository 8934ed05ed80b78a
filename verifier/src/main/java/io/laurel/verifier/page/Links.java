package io.laurel.verifier.page;

import org.jspecify.annotations.Nullable;

/** Addresses within pages: ours relative, so that they work behind any front door; others' only where they are web pages. */
final class Links {

    private Links() {}

    static String credential(String shortId) {
        return "/verify/" + shortId;
    }

    static String organization(String slug) {
        return "/o/" + slug;
    }

    static String badge(String organizationSlug, String badgeSlug) {
        return "/o/" + organizationSlug + "/badges/" + badgeSlug;
    }

    static String image(String sha256) {
        return "/images/" + sha256 + ".png";
    }

    /** The address, if a browser opens it as a page of the web: no {@code javascript:} of somebody's. */
    static @Nullable String elsewhere(@Nullable String url) {
        return url != null && url.matches("(?i)https?://\\S+") ? url : null;
    }
}
