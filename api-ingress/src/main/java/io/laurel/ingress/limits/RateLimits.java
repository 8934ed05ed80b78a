package io.laurel.ingress.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.ingress.limits.WindowStore.Window;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts requests in windows of time, over all instances. A request costs one statement, which also finds its API key or its
 * session, so that a revoked key and an ended session are refused with the next request. What the store need not be asked again is
 * remembered: an address that has used its window up, and what is no key and no session.
 */
@Component
class RateLimits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration SIGN_IN_WINDOW = Duration.ofMinutes(15);
    private static final Duration KEPT_AFTER_THE_END = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 20_000;

    /** Told to nobody before it is there, so what did not hold a moment ago cannot have begun to. */
    private static final Duration REMEMBERED_AS_DEAD = Duration.ofSeconds(10);

    private final @Nullable Integer perAddress;
    private final @Nullable Integer perSignIn;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Timer timer;
    private final WindowStore store;
    private final StoreAway away;
    private final Cache<Shown, Boolean> dead = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED_AS_DEAD)
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
        this.away = new StoreAway(settings, otherRoad, clock, metrics);
    }

    /**
     * What a request was counted as.
     *
     * @param ofAddress those of its address, the first that it does not pass last
     * @param live null where it shows nothing that is live
     */
    record Counted(List<Verdict> ofAddress, @Nullable Live live) {

        static final Counted NOT = new Counted(List.of(), null);

        /** Not counted, but known. */
        static Counted notBut(Optional<? extends Live> live) {
            return new Counted(List.of(), live.orElse(null));
        }
    }

    /**
     * Counts a request of an address.
     *
     * @param presented the key or the session that it carries, known or not
     */
    Counted count(String address, boolean isSignIn, @Nullable Shown presented) {
        var shown = presented == null || dead.getIfPresent(presented) != null ? null : presented;
        var now = clock.instant();
        if (!(shown instanceof Shown.Key)) {
            var remembered = remembered(address, isSignIn, now);
            if (remembered != null) {
                return limited(
                        remembered.window().equals(MINUTE) ? "ip" : "sign-in", new Counted(List.of(remembered), null));
            }
            if (shown == null && perAddress == null && (perSignIn == null || !isSignIn)) {
                return Counted.NOT;
            }
        }
        return away.unless(() -> ask(address, isSignIn, shown, now), shown, now, end(now, MINUTE));
    }

    private Counted ask(String address, boolean isSignIn, @Nullable Shown shown, Instant now) {
        long start = System.nanoTime();
        try {
            var counted = switch (shown) {
                case Shown.Key key -> askForKey(address, key.bytes(), now);
                case Shown.Session _, Shown.PortalSession _ -> askForAddress(address, isSignIn, shown, now);
                case null -> askForAddress(address, isSignIn, null, now);
            };
            if (shown != null) {
                noteWhetherAlive(shown, counted);
            }
            return counted;
        } finally {
            timer.record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void noteWhetherAlive(Shown shown, Counted counted) {
        if (counted.live() == null) {
            dead.put(shown, true);
            away.forget(shown);
        } else {
            away.remember(shown, counted);
        }
    }

    private Counted askForAddress(String address, boolean isSignIn, @Nullable Shown shown, Instant now) {
        var windows = store.countAddress(
                address,
                perAddress,
                isSignIn ? perSignIn : null,
                shown,
                now,
                end(now, MINUTE),
                end(now, SIGN_IN_WINDOW));
        var ofAddress = verdict(perAddress, MINUTE, windows.ofAddress(), now);
        var ofSignIn = verdict(perSignIn, SIGN_IN_WINDOW, windows.ofSignIn(), now);
        remember(address, ofAddress);
        remember(signIn(address), ofSignIn);
        var counted = new Counted(
                Stream.of(ofAddress, ofSignIn).filter(Objects::nonNull).toList(), windows.live());
        return limited(ofSignIn == null ? "ip" : "sign-in", counted);
    }

    private Counted askForKey(String address, byte[] hash, Instant now) {
        var windows = store.countAddressAndKey(address, perAddress, hash, now, end(now, MINUTE));
        var ofAddress = verdict(perAddress, MINUTE, windows.ofAddress(), now);
        var key = windows.key();
        if (key != null && !key.verdict().passes()) {
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
