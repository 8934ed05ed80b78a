package io.laurel.worker.lms;

import static io.laurel.worker.lms.Json.JSON;

import java.sql.Timestamp;
import java.time.Clock;
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

    private final JdbcClient database;
    private final LmsSettings settings;
    private final Clock clock;
    private final Set<UUID> recorded = ConcurrentHashMap.newKeySet();
    private final Set<UUID> awaited = ConcurrentHashMap.newKeySet();
    private boolean goneAreForgotten;

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

    /** Once for each; until then its organization or badge may still have to be made. Those that are gone are not shown. */
    void record() {
        if (!goneAreForgotten) {
            forgetGone();
            goneAreForgotten = true;
        }
        settings.sources().stream()
                .filter(source -> !recorded.contains(source.id()))
                .forEach(this::record);
    }

    /** Their history stays; a source of the same name would be the same again. */
    private void forgetGone() {
        database.sql("update lms_operator_source set deleted_at = ? where deleted_at is null and id <> all (?)")
                .param(Timestamp.from(clock.instant()))
                .param(settings.sources().stream().map(OperatorSource::id).toArray(UUID[]::new))
                .update();
    }

    private void record(OperatorSource source) {
        var now = Timestamp.from(clock.instant());
        int written = database.sql("""
                        insert into lms_operator_source
                            (id, organization_id, badge_id, name, profile, rule, place, file_pattern, join_files, cron, time_zone,
                            is_active, scheduled_at, created_at)
                        select :id, o.id, b.id, :name, :profile, cast(:rule as jsonb), :place, :pattern, cast(:joins as jsonb), :cron,
                            :zone, :active, :now, :now
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
                            deleted_at = null
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
