package io.laurel.openbadges.key;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * JCA signature objects that were given one key and wait to be used again: a provider that has to turn a key into one of its
 * own takes as long for that as for a signature. Thread-safe; keeps no more than the processors can use at once.
 */
final class ReadySignatures {

    private final Source source;
    private final Start start;
    private final Queue<Signature> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    @FunctionalInterface
    interface Source {
        Signature make() throws GeneralSecurityException;
    }

    @FunctionalInterface
    interface Start {
        void with(Signature signature) throws GeneralSecurityException;
    }

    private ReadySignatures(Source source, Start start) {
        this.source = source;
        this.start = start;
    }

    /** Makes the first one at once, so that a key which the provider does not take is refused now. */
    static ReadySignatures with(Source source, Start start) throws GeneralSecurityException {
        ReadySignatures signatures = new ReadySignatures(source, start);
        signatures.giveBack(signatures.take());
        return signatures;
    }

    Signature take() throws GeneralSecurityException {
        Signature ready = idle.poll();
        if (ready != null) {
            return ready;
        }
        Signature made = source.make();
        start.with(made);
        return made;
    }

    /** Takes back what has ended its work without an exception, which leaves it as it was when it got its key. */
    void giveBack(Signature signature) {
        idle.offer(signature);
    }
}
