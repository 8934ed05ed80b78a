package io.laurel.ingress.access;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Names of languages (BCP 47). */
public final class LanguageTag {

    private LanguageTag() {}

    /** The tag in the form that is kept and compared; empty where it names no language. */
    public static Optional<String> canonical(String tag) {
        try {
            var language = new Locale.Builder().setLanguageTag(tag).build();
            return language.getLanguage().isEmpty() ? Optional.empty() : Optional.of(language.toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
