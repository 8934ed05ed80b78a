package io.laurel.ingress.apikey;

import io.laurel.ingress.access.Caller;
import io.laurel.ingress.limits.CountedKey;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes down when keys were last used: all keys of a while in one statement, and each key at most once in that while. */
@Component
public class KeyUse {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);
    private static final int MOST_NOTED = 100_000;

    /**
     * How exactly the use of keys is known.
     *
     * @param writtenEvery how often a key's last use is written at most
     */
    @ConfigurationProperties("laurel.api-keys.use")
    record Settings(@DefaultValue("1m") Duration writtenEvery) {

        Settings {
            if (writtenEvery.isNegative() || writtenEvery.isZero()) {
                throw new IllegalArgumentException("laurel.api-keys.use.written-every must be positive");
            }
        }
    }

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;
    private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();

    KeyUse(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lets a key in that is within its limit, and notes that it was used. */
    public Caller admit(CountedKey key) {
        note(key.id());
        key.verdict().orThrow();
        return new Caller(key.id(), key.name(), key.organization(), key.slug(), key.plan(), key.scopes());
    }

    private void note(UUID key) {
        if (noted.size() < MOST_NOTED) {
            noted.put(key, clock.instant());
        }
    }

    @PreDestroy
    @Scheduled(
            fixedDelayString = "${laurel.api-keys.use.written-every:1m}",
            initialDelayString = "${laurel.api-keys.use.written-every:1m}")
    void write() {
        var uses = new HashMap<UUID, Instant>();
        noted.keySet().forEach(key -> {
            var at = noted.remove(key);
            if (at != null) {
                uses.put(key, at);
            }
        });
        if (uses.isEmpty()) {
            return;
        }
        try {
            write(uses);
        } catch (RuntimeException e) {
            LOG.warn("the last use of {} API keys is not written down: {}", uses.size(), e.toString());
        }
    }

    /** What another instance writes just now needs no second word. */
    private void write(Map<UUID, Instant> uses) {
        var keys = List.copyOf(uses.keySet());
        jdbc.sql("""
                        with used as (
                            select id, at from unnest(cast(:keys as uuid[]), cast(:times as timestamptz[])) as u (id, at)
                        ), free as (
                            select k.id from api_key k where k.id in (select id from used) for no key update skip locked
                        )
                        update api_key k set last_used_at = used.at
                        from used join free using (id)
                        where k.id = used.id
                            and (k.last_used_at is null or k.last_used_at <= used.at - cast(:every as interval))
                        """)
                .param("keys", keys.stream().map(UUID::toString).toArray(String[]::new))
                .param(
                        "times",
                        keys.stream().map(key -> String.valueOf(uses.get(key))).toArray(String[]::new))
                .param("every", settings.writtenEvery().toString())
                .update();
    }
}
