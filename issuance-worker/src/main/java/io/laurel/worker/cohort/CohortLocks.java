package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Says which instance runs a cohort: the one that holds its advisory lock. All locks of an instance are held by one
 * session, so that they are free the moment the instance dies, and soon after it falls silent: whoever holds them looks after
 * them every second.
 */
@Component
class CohortLocks {

    private static final Logger log = LoggerFactory.getLogger(CohortLocks.class);
    private static final int SECONDS_TO_ANSWER = 2;

    private final DataSource dataSource;
    private final ReentrantLock mutex = new ReentrantLock();
    private @Nullable Connection session;

    CohortLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    boolean tryAcquire(CohortId cohort) throws SQLException {
        mutex.lock();
        try {
            var connection = session;
            if (connection == null) {
                connection = dataSource.getConnection();
                session = connection;
                endWhenSilent(connection);
            }
            return ask(connection, "select pg_try_advisory_lock(?)", cohort);
        } finally {
            mutex.unlock();
        }
    }

    void release(CohortId cohort) throws SQLException {
        mutex.lock();
        try {
            if (session != null) {
                ask(session, "select pg_advisory_unlock(?)", cohort);
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Whether what was acquired is still held. If not, it is gone for all cohorts at once. */
    boolean areHeld() {
        mutex.lock();
        try {
            if (session == null || isAlive(session)) {
                return true;
            }
            close();
            return false;
        } finally {
            mutex.unlock();
        }
    }

    /** Gives up all locks. */
    void close() {
        mutex.lock();
        try (var ending = session) {
            session = null;
            // A pool keeps the session, so the locks do not end with it.
            if (ending != null && isAlive(ending)) {
                try (var statement = ending.createStatement()) {
                    statement.execute("select pg_advisory_unlock_all()");
                    statement.execute("reset idle_session_timeout");
                }
            }
        } catch (SQLException e) {
            log.warn("The cohorts' locks end with their broken session", e);
        } finally {
            mutex.unlock();
        }
    }

    /** As long as a transaction may be silent, and no longer. */
    private static void endWhenSilent(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    select set_config('idle_session_timeout', current_setting('idle_in_transaction_session_timeout'), false)
                    """);
        }
    }

    private static boolean isAlive(Connection connection) {
        try {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            log.debug("The session of the cohorts' locks is broken", e);
            return false;
        }
    }

    private static boolean ask(Connection connection, String sql, CohortId cohort) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setLong(1, key(cohort));
            try (var answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static long key(CohortId cohort) {
        return cohort.value().getMostSignificantBits()
                ^ Long.rotateLeft(cohort.value().getLeastSignificantBits(), 32);
    }
}
