package io.laurel.worker.failure;

import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells failures that pass from those that stay. */
public final class Failures {

    private Failures() {}

    /** Whether the failure is of the surroundings, so that repeating helps, and not of the message. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException
                    || cause instanceof InvalidDataAccessResourceUsageException) {
                return false;
            }
            if (cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof KafkaException) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is plain that the database was away, or busy with others; what it cannot tell of a failure does not count. */
    public static boolean isDatabaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }
}
