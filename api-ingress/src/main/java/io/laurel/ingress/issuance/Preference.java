package io.laurel.ingress.issuance;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a client wants to be answered (RFC 7240): whether at once, and how long it would wait. */
public record Preference(boolean respondAsync, Duration longestWait) {

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,6})\"?");

    /** Preferences that are unknown or not understood are ignored, as the RFC asks. */
    static Preference of(List<String> headers, Duration longest) {
        boolean async = false;
        Duration wait = longest;
        for (String token : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
            String preference = token.split(";", 2)[0].strip();
            var seconds = WAIT.matcher(preference);
            if (preference.equals("respond-async")) {
                async = true;
            } else if (seconds.matches()) {
                var asked = Duration.ofSeconds(Integer.parseInt(seconds.group(1)));
                wait = asked.compareTo(longest) < 0 ? asked : longest;
            }
        }
        return new Preference(async, wait);
    }
}
