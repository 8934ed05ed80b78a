package io.laurel.notifier.mail;

import java.util.regex.Pattern;

/** Text that cannot leave its line: no character of it ends a mail header, and every store and wire can carry it. */
public final class OneLine {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]+");
    private static final Pattern LONE_SURROGATES = Pattern.compile("\\p{Cs}");

    private OneLine() {}

    /** Replaces control characters and line separators by a space, and halves of characters by U+FFFD. */
    public static String of(String text) {
        var whole = LONE_SURROGATES.matcher(text).replaceAll("\uFFFD");
        return BREAKS.matcher(whole).replaceAll(" ").strip();
    }
}
