package io.laurel.ingress.limits;

import io.laurel.ingress.limits.LimitSettings.WhenStoreIsAway;
import io.laurel.ingress.limits.RateLimits.Counted;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of requests that cannot be counted. Uncounted ones pass or not, as configured; but no key and no session is
 * believed that was not looked up for this very request, since it may have ended.
 */
final class StoreAway {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAway.class);
    private static final long NOT_ASKED_FOR = Duration.ofSeconds(1).toNanos();

    private final WhenStoreIsAway then;
    private final JdbcClient otherRoad;
    private final MeterRegistry metrics;
    private volatile @Nullable Long lostAt;

    StoreAway(WhenStoreIsAway then, JdbcClient otherRoad, MeterRegistry metrics) {
        this.then = then;
        this.otherRoad = otherRoad;
        this.metrics = metrics;
    }

    /** Counts, or decides without. A lost connection is not tried again for a second, so that not every request waits for it. */
    Counted unless(Supplier<Counted> count, @Nullable Shown shown, Instant now, Instant minuteEnd) {
        var lost = lostAt;
        if (lost != null && System.nanoTime() - lost < NOT_ASKED_FOR) {
            return uncounted(shown, null, now, minuteEnd);
        }
        try {
            var counted = count.get();
            lostAt = null;
            return counted;
        } catch (RuntimeException e) {
            boolean isLost = isLost(e);
            if (isLost) {
                lostAt = System.nanoTime();
            }
            LOG.warn("requests are not counted{}: {}", isLost ? " for a second" : "", e.toString());
            return uncounted(shown, isLost ? null : otherRoad, now, minuteEnd);
        }
    }

    /** @param road where keys and sessions can still be looked up, if anywhere */
    private Counted uncounted(@Nullable Shown shown, @Nullable JdbcClient road, Instant now, Instant minuteEnd) {
        metrics.counter("laurel.ingress.limits.away").increment();
        if (then == WhenStoreIsAway.CLOSED) {
            throw ApiException.unavailable("The service is not available at the moment.", null);
        }
        if (shown == null) {
            return Counted.NOT;
        }
        if (road == null) {
            throw unavailable(null);
        }
        try {
            return switch (shown) {
                case Shown.Key key ->
                    new Counted(
                            List.of(),
                            WindowStore.findKey(road, key.bytes(), now, minuteEnd)
                                    .orElse(null),
                            null);
                case Shown.Session session ->
                    new Counted(
                            List.of(),
                            null,
                            WindowStore.findSession(road, session.id(), now).orElse(null));
            };
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static ApiException unavailable(@Nullable Exception e) {
        return ApiException.unavailable("API keys and sessions cannot be checked at the moment.", e);
    }

    /** Class 08 of SQLSTATE is the connection, 57P the server's end; the pool has its own exception. */
    private static boolean isLost(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }
}
