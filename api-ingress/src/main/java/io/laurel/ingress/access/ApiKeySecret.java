package io.laurel.ingress.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.openbadges.encoding.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole API key, as its holder has it. We keep its SHA-256 only: at least 165 random bits need no slow hash, and a look-up by hash
 * tells nothing by its time.
 */
public record ApiKeySecret(String text) {

    private static final int RANDOM_LENGTH = 32;
    private static final Pattern FORM = Pattern.compile("crd_live_[A-Za-z0-9]{32}|ck_[a-z0-9]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a key looks like. */
    public enum Kind {
        /** With all of {@code /api/v1}. */
        LIVE("crd_live_", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
        /** With the scopes that it was made with. */
        SCOPED("ck_", "abcdefghijklmnopqrstuvwxyz0123456789");

        private final String prefix;
        private final String alphabet;

        Kind(String prefix, String alphabet) {
            this.prefix = prefix;
            this.alphabet = alphabet;
        }

        public String prefix() {
            return prefix;
        }
    }

    public static ApiKeySecret random(Kind kind) {
        var text = new StringBuilder(kind.prefix);
        RANDOM.ints(RANDOM_LENGTH, 0, kind.alphabet.length()).forEach(n -> text.append(kind.alphabet.charAt(n)));
        return new ApiKeySecret(text.toString());
    }

    /** The key in an {@code Authorization} header, if it has the form of one. */
    public static Optional<ApiKeySecret> ofAuthorization(@Nullable String header) {
        return Bearer.tokenOf(header)
                .filter(token -> FORM.matcher(token).matches())
                .map(ApiKeySecret::new);
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
