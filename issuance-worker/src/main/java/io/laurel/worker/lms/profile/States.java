package io.laurel.worker.lms.profile;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for a state, in any case; a {@code *} stands for any text. */
final class States {

    private final Pattern pattern;

    States(List<String> words) {
        this.pattern = Pattern.compile(
                words.stream().map(States::pattern).collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean contain(String state) {
        return pattern.matcher(state).matches();
    }

    private static String pattern(String word) {
        return Arrays.stream(word.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }
}
