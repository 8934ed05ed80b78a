package io.laurel.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in the opposite order. A part that is just starting when the stop comes is waited for:
 * nothing is left running.
 */
final class Parts implements AutoCloseable {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile boolean closing;

    <T extends AutoCloseable> T start(Callable<T> starter) throws Exception {
        lock.readLock().lock();
        try {
            if (closing) {
                throw new Problem("stopped while starting");
            }
            var part = starter.call();
            synchronized (parts) {
                parts.push(part);
            }
            return part;
        } finally {
            lock.readLock().unlock();
        }
    }

    boolean areClosing() {
        return closing;
    }

    boolean areRunning() {
        synchronized (parts) {
            return !parts.isEmpty();
        }
    }

    @Override
    public void close() {
        closing = true;
        lock.writeLock().lock();
        try {
            while (areRunning()) {
                close(parts.pop());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** One part that does not stop well does not keep the others from stopping. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // Asked for late: where the log goes is not known before the first part is there.
            LoggerFactory.getLogger(Parts.class).warn("{} did not stop well", part, e);
        }
    }
}
