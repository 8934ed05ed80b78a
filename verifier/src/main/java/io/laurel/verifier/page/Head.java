package io.laurel.verifier.page;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What every page says of itself.
 *
 * @param description one sentence for previews of links
 * @param url the page's own address
 * @param image the picture for previews
 * @param listed whether search engines may list it; a person's credential is for those who have its link
 */
record Head(
        String title,
        @Nullable String description,
        @Nullable URI url,
        @Nullable URI image,
        boolean listed,
        boolean atLookup) {

    static Head of(String title) {
        return new Head(title + " · Laurel", null, null, null, false, false);
    }

    String stylesheet() {
        return AssetController.STYLESHEET;
    }

    String icon() {
        return AssetController.ICON_PATH;
    }
}
