package io.laurel.worker.lms;

import static io.laurel.worker.lms.Json.JSON;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down the sources of the configuration, so that they are looked at, and shown, like any other. */
@Component
class OperatorSources {

    private static final Logger log = LoggerFactory.getLogger(OperatorSources.class);

    /** As long as workers may take to be replaced by others with another configuration. */
    static final Duration GONE_AFTER = Duration.ofMinutes(10);

    private static final Duration CONFIRMED_EVERY = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final LmsSettings settings;
    private final Clock clock;
    private final Set<UUID> recorded = ConcurrentHashMap.newKeySet();
    private final Set<UUID> awaited = ConcurrentHashMap.newKeySet();

    OperatorSources(JdbcClient database, LmsSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<OperatorSource> find(UUID id) {
        return settings.sources().stream()
                .filter(source -> source.id().equals(id))
                .findFirst();
    }

    /**
     * Each once, and again when it was taken for gone; until it can be, its organization or badge may still have to be made. Those
     * that no worker has in its configuration any more are not shown.
     */
    void record() {
        var now = clock.instant();
        var standing = confirm(now);
        settings.sources().stream()
                .filter(source -> !recorded.contains(source.id()) || !standing.contains(source.id()))
                .forEach(this::record);
        forgetGone(now);
    }

    /** Tells other workers that ours are configured. */
    private Set<UUID> confirm(Instant now) {
        var ours = settings.sources().stream().map(OperatorSource::id).toArray(UUID[]::new);
        if (ours.length == 0) {
            return Set.of();
        }
        database.sql("""
                        update lms_operator_source set configured_at = ?
                        where id = any (?) and deleted_at is null and configured_at < ?
                        """)
                .param(Timestamp.from(now))
                .param(ours)
                .param(Timestamp.from(now.minus(CONFIRMED_EVERY)))
                .update();
        return database.sql("select id from lms_operator_source where id = any (?) and deleted_at is null")
                .param(ours)
                .query((row, n) -> Objects.requireNonNull(row.getObject("id", UUID.class)))
                .set();
    }

    /** Their history stays; a source of the same name would be the same again. */
    private void forgetGone(Instant now) {
        database.sql("update lms_operator_source set deleted_at = ? where deleted_at is null and configured_at < ?")
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.minus(GONE_AFTER)))
                .update();
    }

    private void record(OperatorSource source) {
        var now = Timestamp.from(clock.instant());
        int written = database.sql("""
                        insert into lms_operator_source
                            (id, organization_id, badge_id, name, profile, rule, place, file_pattern, join_files, cron, time_zone,
                            is_active, scheduled_at, created_at, configured_at)
                        select :id, o.id, b.id, :name, :profile, cast(:rule as jsonb), :place, :pattern, cast(:joins as jsonb), :cron,
                            :zone, :active, :now, :now, :now
                        from organization o join badge b on b.organization_id = o.id
                        where o.slug = :organization and b.slug = :badge
                        on conflict (id) do update
                        set badge_id = excluded.badge_id, profile = excluded.profile, rule = excluded.rule, place = excluded.place,
                            file_pattern = excluded.file_pattern, join_files = excluded.join_files, cron = excluded.cron,
                            time_zone = excluded.time_zone, is_active = excluded.is_active,
                            scheduled_at = case
                                when (lms_operator_source.cron, lms_operator_source.time_zone, lms_operator_source.is_active)
                                    = (excluded.cron, excluded.time_zone, excluded.is_active)
                                    and lms_operator_source.deleted_at is null
                                then lms_operator_source.scheduled_at else excluded.scheduled_at end,
                            deleted_at = null, configured_at = excluded.configured_at
                        """)
                .param("id", source.id())
                .param("name", source.name())
                .param("profile", source.profile().wireName())
                .param("rule", JSON.writeValueAsString(source.ruleOrNone()))
                .param("place", source.place())
                .param("pattern", source.filePattern())
                .param("joins", JSON.writeValueAsString(source.joinFiles()))
                .param("cron", source.cron())
                .param("zone", source.timeZone())
                .param("active", source.active())
                .param("now", now)
                .param("organization", source.organization())
                .param("badge", source.badge())
                .update();
        if (written == 1) {
            recorded.add(source.id());
        } else if (awaited.add(source.id())) {
            log.atWarn()
                    .addKeyValue("organization", source.organization())
                    .addKeyValue("badge", source.badge())
                    .log("No such badge yet: its configured source waits");
        }
    }
}
