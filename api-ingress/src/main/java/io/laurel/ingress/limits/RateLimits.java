package io.laurel.ingress.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.limits.WindowStore.Window;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts requests in windows of time, over all instances. A request costs one statement, which also finds its API key, so
 * that a revoked key is refused with the next request. What the store need not be asked again is remembered: an address that has
 * used its window up, and a text that is no key.
 */
@Component
class RateLimits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration SIGN_IN_WINDOW = Duration.ofMinutes(15);
    private static final Duration KEPT_AFTER_THE_END = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 20_000;

    /** A key is random and told to nobody before it is there, so what was no key a moment ago cannot have become one. */
    private static final Duration REMEMBERED_AS_NO_KEY = Duration.ofSeconds(10);

    private final @Nullable Integer perAddress;
    private final @Nullable Integer perSignIn;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Timer timer;
    private final WindowStore store;
    private final StoreAway away;
    private final Cache<ByteBuffer, Boolean> noKeys = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED_AS_NO_KEY)
            .build();
    private final Cache<String, Verdict> usedUp = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(SIGN_IN_WINDOW)
            .build();

    RateLimits(
            JdbcConnectionDetails database,
            JdbcClient otherRoad,
            LimitSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.perAddress = settings.requestsPerMinuteOfAnAddress();
        this.perSignIn = settings.signInsOfAnAddress();
        this.clock = clock;
        this.metrics = metrics;
        this.timer = metrics.timer("laurel.ingress.limits.count");
        this.store = new WindowStore(database, settings.storeTimeout());
        this.away = new StoreAway(settings.whenStoreIsAway(), otherRoad, metrics);
    }

    /**
     * What a request was counted as.
     *
     * @param ofAddress those of its address, the first that it does not pass last
     * @param key null where it carries none that is live
     */
    record Counted(List<Verdict> ofAddress, @Nullable CountedKey key) {

        static final Counted NOT = new Counted(List.of(), null);
    }

    /**
     * Counts a request of an address.
     *
     * @param presented the key that it carries, known or not
     */
    Counted count(String address, boolean isSignIn, @Nullable ApiKeySecret presented) {
        byte[] hash = presented == null ? null : presented.hash();
        byte[] key = hash == null || noKeys.getIfPresent(ByteBuffer.wrap(hash)) != null ? null : hash;
        var now = clock.instant();
        if (key == null) {
            var remembered = remembered(address, isSignIn, now);
            if (remembered != null) {
                return limited(
                        remembered.window().equals(MINUTE) ? "ip" : "sign-in", new Counted(List.of(remembered), null));
            }
            if (perAddress == null && (perSignIn == null || !isSignIn)) {
                return Counted.NOT;
            }
        }
        return away.unless(() -> ask(address, isSignIn, key, now), key, now, end(now, MINUTE));
    }

    private Counted ask(String address, boolean isSignIn, byte @Nullable [] key, Instant now) {
        long start = System.nanoTime();
        try {
            return key == null ? askForAddress(address, isSignIn, now) : askForKey(address, key, now);
        } finally {
            timer.record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Counted askForAddress(String address, boolean isSignIn, Instant now) {
        var windows = store.countAddress(
                address, perAddress, isSignIn ? perSignIn : null, end(now, MINUTE), end(now, SIGN_IN_WINDOW));
        var ofAddress = verdict(perAddress, MINUTE, windows.ofAddress(), now);
        var ofSignIn = verdict(perSignIn, SIGN_IN_WINDOW, windows.ofSignIn(), now);
        remember(address, ofAddress);
        remember(signIn(address), ofSignIn);
        var counted = new Counted(
                Stream.of(ofAddress, ofSignIn).filter(Objects::nonNull).toList(), null);
        return limited(ofSignIn == null ? "ip" : "sign-in", counted);
    }

    private Counted askForKey(String address, byte[] hash, Instant now) {
        var windows = store.countAddressAndKey(address, perAddress, hash, now, end(now, MINUTE));
        var ofAddress = verdict(perAddress, MINUTE, windows.ofAddress(), now);
        var key = windows.key();
        if (key == null) {
            noKeys.put(ByteBuffer.wrap(hash), true);
        } else if (!key.verdict().passes()) {
            metrics.counter("laurel.ingress.limited", "layer", "key").increment();
        }
        remember(address, ofAddress);
        return limited("ip", new Counted(ofAddress == null ? List.of() : List.of(ofAddress), key));
    }

    private static @Nullable Verdict verdict(
            @Nullable Integer limit, Duration length, @Nullable Window window, Instant now) {
        return limit == null || window == null
                ? null
                : new Verdict(limit, length, window.requests(), now, window.end());
    }

    /** Counts only grow in a window, so one that is used up stays so to its end. */
    private void remember(String id, @Nullable Verdict verdict) {
        if (verdict != null && !verdict.passes()) {
            usedUp.put(id, verdict);
        }
    }

    private @Nullable Verdict remembered(String address, boolean isSignIn, Instant now) {
        var verdict = remembered(address, now);
        return verdict == null && isSignIn ? remembered(signIn(address), now) : verdict;
    }

    private @Nullable Verdict remembered(String id, Instant now) {
        var verdict = usedUp.getIfPresent(id);
        return verdict == null || !now.isBefore(verdict.windowEnd()) ? null : verdict.at(now);
    }

    private Counted limited(String layer, Counted counted) {
        if (!counted.ofAddress().stream().allMatch(Verdict::passes)) {
            metrics.counter("laurel.ingress.limited", "layer", layer).increment();
        }
        return counted;
    }

    private static String signIn(String address) {
        return "sign-in/" + address;
    }

    private static Instant end(Instant now, Duration window) {
        long millis = window.toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
    }

    @Scheduled(fixedDelay = 60_000)
    void forgetWhatIsPast() {
        try {
            store.forget(clock.instant().minus(KEPT_AFTER_THE_END));
        } catch (RuntimeException e) {
            LOG.warn("past windows are not removed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
