package io.laurel.ingress.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.openbadges.encoding.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole API key, as its holder has it. We keep its SHA-256 only: 190 random bits need no slow hash, and a look-up by hash
 * tells nothing by its time.
 */
public record ApiKeySecret(String text) {

    public static final String PREFIX = "crd_live_";

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_LENGTH = 32;
    private static final Pattern BEARER =
            Pattern.compile("Bearer +(" + PREFIX + "[A-Za-z0-9]{" + RANDOM_LENGTH + "}) *", Pattern.CASE_INSENSITIVE);
    private static final SecureRandom RANDOM = new SecureRandom();

    public static ApiKeySecret random() {
        var text = new StringBuilder(PREFIX);
        RANDOM.ints(RANDOM_LENGTH, 0, ALPHABET.length()).forEach(n -> text.append(ALPHABET.charAt(n)));
        return new ApiKeySecret(text.toString());
    }

    /** The key in an {@code Authorization} header, if it has the form of one. */
    public static Optional<ApiKeySecret> ofAuthorization(@Nullable String header) {
        var bearer = BEARER.matcher(header == null ? "" : header);
        return bearer.matches() ? Optional.of(new ApiKeySecret(bearer.group(1))) : Optional.empty();
    }

    public byte[] hash() {
        return Sha256.of(text.getBytes(US_ASCII));
    }

    public String lastFour() {
        return text.substring(text.length() - 4);
    }

    @Override
    public String toString() {
        return "ApiKeySecret";
    }
}
