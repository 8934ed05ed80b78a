package io.laurel.worker.lms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes one worker look at a source at a time. The lock is its session's, so that it is free the moment the worker dies. */
final class SourceLock implements AutoCloseable {

    private final Connection session;
    private final long key;

    private SourceLock(Connection session, long key) {
        this.session = session;
        this.key = key;
    }

    static Optional<SourceLock> tryAcquire(DataSource dataSource, UUID source) throws SQLException {
        var key = source.getMostSignificantBits() ^ Long.rotateLeft(source.getLeastSignificantBits(), 32);
        var session = dataSource.getConnection();
        var lock = new SourceLock(session, key);
        try {
            if (lock.ask("select pg_try_advisory_lock(?)")) {
                return Optional.of(lock);
            }
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        session.close();
        return Optional.empty();
    }

    /** A pool keeps the session, so the lock does not end with it. */
    @Override
    public void close() throws SQLException {
        try (session) {
            ask("select pg_advisory_unlock(?)");
        }
    }

    private boolean ask(String sql) throws SQLException {
        try (var query = session.prepareStatement(sql)) {
            query.setLong(1, key);
            try (var answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
