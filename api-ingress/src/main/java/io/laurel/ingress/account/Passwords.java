package io.laurel.ingress.account;

import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords with Argon2id. Each takes 16 MB and some tens of milliseconds of a core on purpose, so few are
 * computed at a time: a flood of sign-ins waits, and does not take the memory of the rest.
 */
@Component
class Passwords {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    private final PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final String nobodys = argon2.encode("nobody's");
    private final Timer timer;

    Passwords(MeterRegistry metrics) {
        this.timer = metrics.timer("laurel.ingress.passwords.hash");
    }

    String hash(String password) {
        return fewAtOnce(() -> argon2.encode(password));
    }

    /** Takes as long where there is no hash to compare with, so that the time does not tell who has an account. */
    boolean matches(String password, @Nullable String hash) {
        boolean isRight = fewAtOnce(() -> argon2.matches(password, hash == null ? nobodys : hash));
        return isRight && hash != null;
    }

    private <T> T fewAtOnce(Supplier<T> work) {
        atOnce.acquireUninterruptibly();
        try {
            return Objects.requireNonNull(timer.record(work));
        } finally {
            atOnce.release();
        }
    }

    /** Refuses a password that is too easy to guess. */
    static String checked(@Nullable String password) {
        var problem = whyNot(password);
        if (password == null || problem != null) {
            throw ApiException.invalid("password", problem == null ? "is required" : problem);
        }
        return password;
    }

    /** Null, or why it is too easy to guess, to follow the word "password". */
    static @Nullable String whyNot(@Nullable String password) {
        if (password == null) {
            return "is required";
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return "must have " + SHORTEST + " to " + LONGEST + " characters";
        }
        boolean isMixed = password.codePoints().anyMatch(Character::isUpperCase)
                && password.codePoints().anyMatch(Character::isLowerCase)
                && password.codePoints().anyMatch(Character::isDigit)
                && !password.codePoints().allMatch(Character::isLetterOrDigit);
        return isMixed ? null : "must have an upper-case and a lower-case letter, a digit and a symbol";
    }
}
