package io.laurel.ingress.limits;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.laurel.ingress.limits.LimitSettings.WhenStoreIsAway;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts requests in windows of time, over all instances, in the database: in an unlogged table and without waiting
 * for the disk, over connections of its own, so that counting never waits behind the work that it protects.
 */
@Component
public class RateLimits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SIGN_IN_WINDOW = Duration.ofMinutes(15);
    private static final int CLEANED_AT_ONCE = 10_000;

    private final Clock clock;
    private final WhenStoreIsAway whenStoreIsAway;
    private final MeterRegistry metrics;
    private final HikariDataSource store;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    RateLimits(JdbcConnectionDetails database, LimitSettings settings, Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        this.whenStoreIsAway = settings.whenStoreIsAway();
        this.metrics = metrics;
        this.store = new HikariDataSource(pool(database, settings.storeTimeout()));
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(store)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .clientClock(new WallClock(clock))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                        SIGN_IN_WINDOW.multipliedBy(2)))
                .build();
    }

    private static HikariConfig pool(JdbcConnectionDetails database, Duration timeout) {
        var pool = new HikariConfig();
        pool.setPoolName("limits");
        pool.setJdbcUrl(database.getJdbcUrl());
        pool.setUsername(database.getUsername());
        pool.setPassword(database.getPassword());
        pool.setMaximumPoolSize(8);
        pool.setConnectionTimeout(timeout.toMillis());
        pool.setValidationTimeout(timeout.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql(
                "set synchronous_commit = off; set statement_timeout = " + timeout.toMillis() + "; set jit = off");
        return pool;
    }

    /** Counts one request of an API key. */
    public Verdict ofKey(UUID key, int perMinute) {
        return count("key", "key/" + key, perMinute, MINUTE);
    }

    /** Counts one request of a source address. */
    Verdict ofAddress(String address, int perMinute) {
        return count("ip", address, perMinute, MINUTE);
    }

    /** Counts one try to sign in, to register or to be sent a mail, of a source address. */
    Verdict ofSignIn(String address, int perQuarterOfAnHour) {
        return count("sign-in", "sign-in/" + address, perQuarterOfAnHour, SIGN_IN_WINDOW);
    }

    private Verdict count(String layer, String id, int most, Duration window) {
        Instant now = clock.instant();
        long millis = window.toMillis();
        Instant end = Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
        try {
            // A changed limit is another bucket and so holds at once.
            var bucket = buckets.builder().build(id + "/" + most, () -> window(most, window, end));
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                metrics.counter("laurel.ingress.limited", "layer", layer).increment();
            }
            return new Verdict(probe.isConsumed(), most, window, probe.getRemainingTokens(), now, end);
        } catch (RuntimeException e) {
            return storeIsAway(e, most, window, now, end);
        }
    }

    private Verdict storeIsAway(RuntimeException e, int most, Duration window, Instant now, Instant end) {
        metrics.counter("laurel.ingress.limits.away").increment();
        LOG.warn("requests are not counted: {}", e.toString());
        return switch (whenStoreIsAway) {
            case OPEN -> new Verdict(true, most, window, most, now, end);
            case CLOSED -> throw ApiException.unavailable("The service is not available at the moment.", e);
        };
    }

    private static BucketConfiguration window(int most, Duration window, Instant firstRefill) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(most).refillIntervallyAligned(most, window, firstRefill))
                .build();
    }

    @Scheduled(fixedDelay = 60_000)
    void forgetWhatIsPast() {
        try {
            buckets.removeExpired(CLEANED_AT_ONCE);
        } catch (RuntimeException e) {
            LOG.warn("past windows are not removed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        store.close();
    }

    /** Whether a request passes, and what its sender is told about it. */
    public record Verdict(boolean passes, int limit, Duration window, long remaining, Instant now, Instant windowEnd) {

        public Map<String, String> headers() {
            return Map.of(
                    "X-RateLimit-Limit", Integer.toString(limit),
                    "X-RateLimit-Remaining", Long.toString(remaining),
                    "X-RateLimit-Reset", Long.toString(windowEnd.getEpochSecond()));
        }

        public void orThrow() {
            if (!passes) {
                throw ApiException.of(
                                ErrorCode.RATE_LIMITED,
                                "Too many requests: at most %d in %d minutes are allowed. Try again later."
                                        .formatted(limit, window.toMinutes()))
                        .retryAfter(Duration.between(now, windowEnd));
            }
        }
    }

    private record WallClock(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
