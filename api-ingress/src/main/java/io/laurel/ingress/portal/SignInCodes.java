package io.laurel.ingress.portal;

import io.laurel.ingress.session.KeyedHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Codes of six digits. There are so few that only a keyed hash of one may be kept. */
@Component
class SignInCodes {

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int HOW_MANY = 1_000_000;
    private static final Pattern FORM = Pattern.compile("[0-9]{6}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyedHash hashes;

    SignInCodes(KeyedHash hashes) {
        this.hashes = hashes;
    }

    String random() {
        return "%06d".formatted(RANDOM.nextInt(HOW_MANY));
    }

    byte[] hash(String code) {
        return hashes.of("portal code", code);
    }

    /** The code that somebody typed, in groups perhaps. */
    static Optional<String> parse(String typed) {
        return Optional.of(typed.replaceAll("[ -]", ""))
                .filter(code -> FORM.matcher(code).matches());
    }
}
