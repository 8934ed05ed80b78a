package io.laurel.worker.lms;

import static io.laurel.worker.lms.Json.JSON;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.contracts.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sources, and how far the schedule of each is carried out. */
@Repository
class Sources {

    private static final String SELECT = """
            select s.id, s.organization_id, o.slug, s.badge_id, s.profile, s.rule, s.is_operators, s.place, s.file_pattern,
                s.join_files, s.cron, s.time_zone,
                s.is_active and s.deleted_at is null and o.status = 'approved'
                    and effective_plan(o.plan, o.grant_expires_at, :now) <> 'free' as is_active,
                greatest(s.scheduled_at, r.position) as position,
                r.opened_at is not null and r.closed_at is null as is_open,
                q.requested_at > coalesce(r.requested_at, '-infinity') as is_requested,
                exists (select from lms_file f
                    where f.source_id = s.id and f.archived_at is null and f.state not in ('waiting', 'copying', 'gone'))
                    as is_unfinished,
                exists (select from lms_join j where j.source_id = s.id) as has_people
            from lms_any_source s
            join organization o on o.id = s.organization_id
            left join lms_run r on r.source_id = s.id
            left join lms_run_request q on q.source_id = s.id
            """;

    private final JdbcClient database;
    private final Clock clock;

    Sources(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A source as it stands.
     *
     * @param position up to when its schedule is carried out
     * @param isOpen whether a run has begun and not ended
     * @param isRequested whether somebody wants a run now
     * @param isUnfinished whether it has files that must be seen to their end, whatever became of the source
     * @param hasPeople whether the people of join files are kept for it
     */
    record Standing(
            Source source,
            Instant position,
            boolean isOpen,
            boolean isRequested,
            boolean isUnfinished,
            boolean hasPeople) {

        /** It does not run any more: what is kept for its next run is of no use. */
        boolean isOver() {
            return hasPeople && !isUnfinished && !source.isActive();
        }

        boolean isDue(Instant now) {
            return source.isActive()
                    && (isOpen
                            || isRequested
                            || source.schedule()
                                    .next(position)
                                    .filter(next -> !next.isAfter(now))
                                    .isPresent());
        }
    }

    /** Who waits longest comes first. */
    List<Standing> all() {
        return database.sql(SELECT + " order by position, s.id")
                .param("now", now())
                .query(Sources::standing)
                .list();
    }

    Optional<Standing> find(UUID id) {
        return database.sql(SELECT + " where s.id = :id")
                .param("now", now())
                .param("id", id)
                .query(Sources::standing)
                .optional();
    }

    /** Everything that was due until now, however often, is this one run. */
    void open(UUID source) {
        database.sql("""
                        insert into lms_run (source_id, position, requested_at, opened_at)
                        select :source, :now, (select requested_at from lms_run_request where source_id = :source), :now
                        on conflict (source_id) do update
                        set position = excluded.position, requested_at = excluded.requested_at, opened_at = excluded.opened_at,
                            closed_at = null, failure = null
                        """).param("source", source).param("now", now()).update();
    }

    void close(Source source) {
        var next = source.schedule().next(clock.instant()).map(Timestamp::from).orElse(null);
        database.sql("update lms_run set closed_at = :now, failure = null, next_at = :next where source_id = :source")
                .param("now", now())
                .param("next", next, Types.TIMESTAMP)
                .param("source", source.id())
                .update();
    }

    /** What kept the run open is over; it may go on for other reasons. */
    void recovered(Source source) {
        database.sql("update lms_run set failure = null where source_id = ? and failure is not null")
                .param(source.id())
                .update();
    }

    /** The run stays open, to be tried again. */
    void failed(UUID source, String why) {
        database.sql("update lms_run set failure = ? where source_id = ? and failure is distinct from ?")
                .param(why)
                .param(source)
                .param(why)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Standing standing(ResultSet row, int n) throws SQLException {
        var source = new Source(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("slug"),
                new BadgeId(row.getObject("badge_id", UUID.class)),
                LmsProfile.ofWireName(row.getString("profile")).orElseThrow(),
                JSON.readValue(row.getString("rule"), LmsRule.class),
                row.getBoolean("is_operators"),
                row.getString("place"),
                row.getString("file_pattern"),
                JSON.readValue(row.getString("join_files"), Json.PATTERNS),
                row.getBoolean("is_active"),
                Schedule.of(row.getString("cron"), row.getString("time_zone")));
        return new Standing(
                source,
                row.getObject("position", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_open"),
                row.getBoolean("is_requested"),
                row.getBoolean("is_unfinished"),
                row.getBoolean("has_people"));
    }
}
