package io.laurel.ingress.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.ingress.limits.LimitSettings.WhenStoreIsAway;
import io.laurel.ingress.limits.RateLimits.Counted;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of requests that cannot be counted. Uncounted ones pass or not, as configured. A key and a session are looked up by
 * another road; where there is none, those pass that this instance saw alive a short while ago, and nobody else.
 */
final class StoreAway {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAway.class);
    private static final long NOT_ASKED_FOR = Duration.ofSeconds(1).toNanos();

    private static final int MOST_REMEMBERED = 20_000;

    private final WhenStoreIsAway then;
    private final JdbcClient otherRoad;
    private final MeterRegistry metrics;
    private final Cache<Shown, Counted> seenAlive;
    private volatile @Nullable Long lostAt;

    StoreAway(LimitSettings settings, JdbcClient otherRoad, Clock clock, MeterRegistry metrics) {
        this.then = settings.whenStoreIsAway();
        this.otherRoad = otherRoad;
        this.metrics = metrics;
        this.seenAlive = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.believeSeenFor())
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    /** Notes what a request showed, and what that was found to be. */
    void remember(Shown shown, Counted counted) {
        seenAlive.put(shown, counted);
    }

    void forget(Shown shown) {
        seenAlive.invalidate(shown);
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
            return believed(shown, now, minuteEnd, null);
        }
        try {
            return switch (shown) {
                case Shown.Key key -> Counted.notBut(WindowStore.findKey(road, key.bytes(), now, minuteEnd));
                case Shown.Session session -> Counted.notBut(WindowStore.findSession(road, session.id(), now));
                case Shown.PortalSession session ->
                    Counted.notBut(WindowStore.findPortalSession(road, session.bytes(), now));
            };
        } catch (RuntimeException e) {
            return believed(shown, now, minuteEnd, e);
        }
    }

    private Counted believed(Shown shown, Instant now, Instant minuteEnd, @Nullable Exception cause) {
        var seen = seenAlive.getIfPresent(shown);
        if (seen == null) {
            throw ApiException.unavailable("API keys and sessions cannot be checked at the moment.", cause);
        }
        metrics.counter("laurel.ingress.limits.believed").increment();
        return new Counted(
                List.of(), seen.live() instanceof CountedKey key ? key.uncounted(now, minuteEnd) : seen.live());
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
