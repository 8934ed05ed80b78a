package io.laurel.ingress.access;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token of an {@code Authorization} header (RFC 6750, section 2.1), whatever it is. */
final class Bearer {

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private Bearer() {}

    static Optional<String> tokenOf(@Nullable String header) {
        var bearer = BEARER.matcher(header == null ? "" : header);
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }
}
