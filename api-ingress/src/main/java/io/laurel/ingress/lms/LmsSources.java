package io.laurel.ingress.lms;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.LmsFilePatterns;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.badge.Badges;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An organization's sources: its own, and those that the operator configured for it. */
@Component
class LmsSources {

    private static final String SELECT = """
            select s.id, s.name, s.badge_id, s.profile, s.rule, s.is_operators, s.place, s.file_pattern, s.join_files, s.cron,
                s.time_zone, s.is_active, s.created_at, r.opened_at, r.next_at, r.failure
            from lms_any_source s
            left join lms_run r on r.source_id = s.id
            where s.organization_id = :organization and s.deleted_at is null
            """;

    private final JdbcClient jdbc;
    private final Badges badges;
    private final OrganizationLock lock;
    private final AuditLog audit;
    private final LmsSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    LmsSources(
            JdbcClient jdbc,
            Badges badges,
            OrganizationLock lock,
            AuditLog audit,
            LmsSettings settings,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.badges = badges;
        this.lock = lock;
        this.audit = audit;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    Page<LmsSource> list(OrganizationId organization, PageRequest page) {
        var rows = jdbc.sql(SELECT + """
                            and (cast(:beforeTime as timestamptz) is null or (s.created_at, s.id) < (:beforeTime, :beforeId))
                        order by s.created_at desc, s.id desc
                        limit :limit offset :offset
                        """).param("organization", organization.value());
        return page.read(
                rows,
                (row, n) -> source(row),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> count("lms_any_source", organization));
    }

    private long count(String table, OrganizationId organization) {
        return jdbc.sql("select count(*) from " + table + " where organization_id = ? and deleted_at is null")
                .param(organization.value())
                .query(Long.class)
                .single();
    }

    LmsSource get(OrganizationId organization, UUID id) {
        return jdbc.sql(SELECT + " and s.id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .query((row, n) -> source(row))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no source with this id."));
    }

    @Transactional
    public LmsSource add(Member member, LmsSourceRequest asked) {
        var organization = member.organization();
        var wanted = LmsSourceForm.of(asked.complete(), clock.instant());
        badges.requireActive(organization, wanted.badgeId());
        // So that two who add at once do not both add the last one.
        lock.hold(organization);
        if (count("lms_source", organization) >= settings.mostPerOrganization()) {
            throw ApiException.conflict(
                    "An organization has at most " + settings.mostPerOrganization() + " sources. Delete one first.");
        }
        var id = UuidCreator.getTimeOrderedEpoch();
        requirePeace(organization, id, wanted);
        write(wanted, jdbc.sql("""
                        insert into lms_source
                            (id, organization_id, badge_id, name, profile, rule, folder, file_pattern, join_files, cron, time_zone,
                            is_active, scheduled_at, created_at)
                        values (:id, :organization, :badge, :name, :profile, cast(:rule as jsonb), :folder, :pattern,
                            cast(:joins as jsonb), :cron, :zone, :active, :now, :now)
                        """).param("id", id).param("organization", organization.value()));
        audit.record(member, "lms_source.created", id.toString(), saying(wanted));
        return get(organization, id);
    }

    /** Another schedule, or being switched on again, begins now: what was due before is not made up for. */
    @Transactional
    public LmsSource change(Member member, UUID id, LmsSourceRequest asked) {
        var organization = member.organization();
        lock.hold(organization);
        var source = own(organization, id);
        var wanted = LmsSourceForm.of(asked.or(source), clock.instant());
        // Those that quarrel since before it was refused can still be switched off.
        if (!wanted.hasFilesOf(source)) {
            requirePeace(organization, id, wanted);
        }
        if (!wanted.badgeId().value().equals(source.badgeId())) {
            badges.requireActive(organization, wanted.badgeId());
        }
        write(wanted, jdbc.sql("""
                        update lms_source
                        set badge_id = :badge, name = :name, profile = :profile, rule = cast(:rule as jsonb), folder = :folder,
                            file_pattern = :pattern, join_files = cast(:joins as jsonb),
                            scheduled_at = case when (cron, time_zone, is_active) = (:cron, :zone, :active)
                                then scheduled_at else :now end,
                            cron = :cron, time_zone = :zone, is_active = :active
                        where id = :id
                        """).param("id", id));
        audit.record(member, "lms_source.changed", id.toString(), saying(wanted));
        return get(organization, id);
    }

    /** Held by its lock, so that two who ask at once do not both find nobody. */
    private void requirePeace(OrganizationId organization, UUID id, LmsSourceForm wanted) {
        jdbc
                .sql("""
                        select name, file_pattern, join_files from lms_source
                        where organization_id = ? and folder = ? and id <> ? and deleted_at is null
                        """)
                .params(organization.value(), wanted.folder(), id)
                .query((row, n) -> new Neighbour(row.getString("name"), files(row)))
                .list()
                .stream()
                .filter(neighbour -> neighbour.files().quarrelWith(wanted.files()))
                .findFirst()
                .ifPresent(neighbour -> {
                    throw ApiException.conflict(("The source %s takes or reads files of such names from this folder. "
                                    + "Give the two patterns that no file's name fits both, or folders of their own.")
                            .formatted(neighbour.name()));
                });
    }

    /** Another source of a folder. */
    private record Neighbour(String name, LmsFilePatterns files) {}

    private LmsFilePatterns files(ResultSet row) throws SQLException {
        return new LmsFilePatterns(row.getString("file_pattern"), joinFiles(row).values());
    }

    private Map<String, String> joinFiles(ResultSet row) throws SQLException {
        return json.readValue(row.getString("join_files"), new TypeReference<Map<String, String>>() {});
    }

    private void write(LmsSourceForm wanted, JdbcClient.StatementSpec statement) {
        statement
                .param("badge", wanted.badgeId().value())
                .param("name", wanted.name())
                .param("profile", wanted.profile().wireName())
                .param("rule", json.writeValueAsString(wanted.rule()))
                .param("folder", wanted.folder())
                .param("pattern", wanted.filePattern())
                .param("joins", json.writeValueAsString(wanted.joinFiles()))
                .param("cron", wanted.cron())
                .param("zone", wanted.timeZone())
                .param("active", wanted.isActive())
                .param("now", parameter(clock.instant()))
                .update();
    }

    /** What it has begun is ended; its history stays where it is, and is shown no more. */
    @Transactional
    public void delete(Member member, UUID id) {
        own(member.organization(), id);
        jdbc.sql("update lms_source set deleted_at = ? where id = ?")
                .params(parameter(clock.instant()), id)
                .update();
        audit.record(member, "lms_source.deleted", id.toString());
    }

    /** Has it looked at soon, whatever its schedule says. */
    @Transactional
    public LmsSource requestRun(Member member, UUID id) {
        var source = get(member.organization(), id);
        if (!source.isActive()) {
            throw ApiException.conflict(
                    "The source is switched off: switch it on first, by a PATCH with isActive true.");
        }
        jdbc.sql("""
                        insert into lms_run_request (source_id, requested_at) values (?, ?)
                        on conflict (source_id) do update set requested_at = excluded.requested_at
                        """).params(id, parameter(clock.instant())).update();
        audit.record(member, "lms_source.run_requested", id.toString());
        return source;
    }

    private static Map<String, Object> saying(LmsSourceForm source) {
        return Map.of("name", source.name(), "profile", source.profile().wireName(), "isActive", source.isActive());
    }

    private LmsSource own(OrganizationId organization, UUID id) {
        var source = get(organization, id);
        if (source.isReadOnly()) {
            throw ApiException.forbidden("The operator configured this source; only the operator can change it.");
        }
        return source;
    }

    private LmsSource source(ResultSet row) throws SQLException {
        return new LmsSource(
                uuid(row, "id"),
                row.getString("name"),
                uuid(row, "badge_id"),
                LmsProfile.ofWireName(row.getString("profile")).orElseThrow(),
                json.readValue(row.getString("rule"), LmsRule.class),
                row.getBoolean("is_operators"),
                row.getString("place"),
                row.getString("file_pattern"),
                joinFiles(row),
                row.getString("cron"),
                row.getString("time_zone"),
                row.getBoolean("is_active"),
                instant(row, "created_at"),
                instantOrNull(row, "opened_at"),
                instantOrNull(row, "next_at"),
                row.getString("failure"));
    }
}
