package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Signs the fast way and lets a referee, the full path, sign a sample of the credentials too.
 *
 * <p>Where the two differ, the referee's bytes are returned, the listener is told, and from then on only the referee signs. Thread-safe if
 * its parts are. Keep one for each badge, so that a badge that is not held truly by its template does not slow the others.
 */
public final class RefereedSigner implements CredentialSigner {

    private final CredentialSigner fast;
    private final CredentialSigner referee;
    private final BooleanSupplier sampled;
    private final Listener listener;
    private final AtomicBoolean distrusted = new AtomicBoolean();

    /** Hears of differences: a fault of the library, to be looked at by people. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called once for each difference, on the signing thread, before the referee's bytes are returned. It should not throw: the
         * credential would stay unsigned.
         *
         * @param credential what was to be signed
         * @param fast what the fast path made of it; empty if it failed
         * @param referee what was returned instead
         */
        void onDifference(Credential credential, byte[] fast, byte[] referee);
    }

    /**
     * A fast path under a referee.
     *
     * @param fast e.g. a {@link CompiledBadge}
     * @param referee a {@link io.laurel.openbadges.credential.FullSigner} with the same key
     * @param sampled asked once for each credential whether the referee signs too; see {@link #oneIn}
     */
    public RefereedSigner(CredentialSigner fast, CredentialSigner referee, BooleanSupplier sampled, Listener listener) {
        this.fast = fast;
        this.referee = referee;
        this.sampled = sampled;
        this.listener = listener;
    }

    /**
     * Samples one in so many at random, so that no rhythm of the input can slip past.
     *
     * @param share 1 for every credential, 10,000 for one in ten thousand; 0 for none
     * @param random thread-safe if the signer is used by several threads
     */
    public static BooleanSupplier oneIn(int share, RandomGenerator random) {
        if (share < 0) {
            throw new IllegalArgumentException("one in " + share + " is no share");
        }
        return share == 0 ? () -> false : () -> random.nextInt(share) == 0;
    }

    @Override
    public byte[] sign(Credential credential, Instant created) {
        if (distrusted.get()) {
            return referee.sign(credential, created);
        }
        return sampled.getAsBoolean() ? judged(credential, created) : fast.sign(credential, created);
    }

    /** Whether a difference was found, and only the referee signs. */
    public boolean isDistrusted() {
        return distrusted.get();
    }

    private byte[] judged(Credential credential, Instant created) {
        byte[] right = referee.sign(credential, created);
        Optional<byte[]> made = fast(credential, created);
        if (made.isEmpty() || !Arrays.equals(made.get(), right)) {
            distrusted.set(true);
            listener.onDifference(credential, made.orElseGet(() -> new byte[0]), right);
        }
        return right;
    }

    private Optional<byte[]> fast(Credential credential, Instant created) {
        try {
            return Optional.of(fast.sign(credential, created));
        } catch (RuntimeException failed) {
            // The referee could sign it, so whatever this is, it is the fast path's own fault.
            return Optional.empty();
        }
    }
}
