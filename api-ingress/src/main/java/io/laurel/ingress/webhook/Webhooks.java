package io.laurel.ingress.webhook;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.WebhookId;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An organization's webhook endpoints. */
@Component
class Webhooks {

    private static final String SELECT = """
            select w.id, w.url, w.description, w.events, w.is_active, w.created_at,
                coalesce(s.failures, 0) as failures, s.failing_since, s.paused_until, s.stopped_at, s.stopped_because,
                (select max(k.signs_until) from webhook_secret k where k.endpoint_id = w.id and k.signs_until > :now)
                    as old_secret_signs_until
            from webhook_endpoint w
            left join webhook_standing s on s.endpoint_id = w.id and s.generation = w.generation
            where w.organization_id = :organization and w.deleted_at is null
            """;

    private final JdbcClient jdbc;
    private final OrganizationLock lock;
    private final WebhookSecrets secrets;
    private final WebhookSettings settings;
    private final AuditLog audit;
    private final Clock clock;

    Webhooks(
            JdbcClient jdbc,
            OrganizationLock lock,
            WebhookSecrets secrets,
            WebhookSettings settings,
            AuditLog audit,
            Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.lock = lock;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    Page<Webhook> list(OrganizationId organization, PageRequest page) {
        var now = clock.instant();
        var rows = jdbc.sql(SELECT + """
                            and (cast(:beforeTime as timestamptz) is null or (w.created_at, w.id) < (:beforeTime, :beforeId))
                        order by w.created_at desc, w.id desc
                        limit :limit offset :offset
                        """).param("now", parameter(now)).param("organization", organization.value());
        return page.read(
                rows,
                (row, n) -> webhook(row, now),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> count(organization));
    }

    private long count(OrganizationId organization) {
        return jdbc.sql("select count(*) from webhook_endpoint where organization_id = ? and deleted_at is null")
                .param(organization.value())
                .query(Long.class)
                .single();
    }

    Webhook get(OrganizationId organization, UUID id) {
        var now = clock.instant();
        return jdbc.sql(SELECT + " and w.id = :id")
                .param("now", parameter(now))
                .param("organization", organization.value())
                .param("id", id)
                .query((row, n) -> webhook(row, now))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no webhook with this id."));
    }

    /** A new endpoint, with its secret. */
    @Transactional
    public Webhook add(Member member, WebhookRequest wanted) {
        var organization = member.organization();
        // So that two who add at once do not both add the last one.
        lock.hold(organization);
        if (count(organization) >= settings.mostPerOrganization()) {
            throw ApiException.conflict(
                    "An organization has at most " + settings.mostPerOrganization() + " webhooks. Delete one first.");
        }
        var id = WebhookId.random().value();
        jdbc.sql("""
                        insert into webhook_endpoint (id, organization_id, url, description, events, is_active, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(organization.value())
                .param(wanted.url())
                .param(wanted.description())
                .param(array(wanted.events()))
                .param(wanted.isActive() == null || wanted.isActive())
                .param(parameter(clock.instant()))
                .update();
        var secret = secrets.make(id);
        var added = get(organization, id).with(secret);
        audit.record(member, "webhook.created", id.toString(), Map.of("events", added.events()));
        return added;
    }

    /** Changes what is not null. Whoever is switched on, or is elsewhere now, begins anew: what was found out before is over. */
    @Transactional
    public Webhook change(Member member, UUID id, WebhookRequest wanted) {
        var organization = member.organization();
        int changed = jdbc.sql("""
                        update webhook_endpoint
                        set url = coalesce(:url, url), description = nullif(coalesce(:description, description), ''),
                            events = coalesce(:events, events), is_active = coalesce(:isActive, is_active),
                            generation = generation
                                + case when :isActive is true or url <> coalesce(:url, url) then 1 else 0 end
                        where id = :id and organization_id = :organization and deleted_at is null
                        """)
                .param("url", wanted.url(), Types.VARCHAR)
                .param("description", wanted.description(), Types.VARCHAR)
                .param("events", wanted.events() == null ? null : array(wanted.events()), Types.ARRAY)
                .param("isActive", wanted.isActive(), Types.BOOLEAN)
                .param("id", id)
                .param("organization", organization.value())
                .update();
        if (changed == 0) {
            throw notThere();
        }
        var webhook = get(organization, id);
        audit.record(
                member,
                "webhook.changed",
                id.toString(),
                Map.of("events", webhook.events(), "isActive", webhook.isActive()));
        return webhook;
    }

    @Transactional
    public void delete(Member member, UUID id) {
        int deleted = jdbc.sql("""
                        update webhook_endpoint
                        set deleted_at = ?, is_active = false
                        where id = ? and organization_id = ? and deleted_at is null
                        """)
                .params(parameter(clock.instant()), id, member.organization().value())
                .update();
        if (deleted == 0) {
            throw notThere();
        }
        secrets.forget(id);
        audit.record(member, "webhook.deleted", id.toString());
    }

    /** A new secret; the one before signs beside it for a while. */
    @Transactional
    public Webhook rotate(Member member, UUID id) {
        var organization = member.organization();
        // Two who rotate at once do so one after the other.
        var held = jdbc.sql(
                        "select id from webhook_endpoint where id = ? and organization_id = ? and deleted_at is null for update")
                .params(id, organization.value())
                .query(UUID.class)
                .optional();
        if (held.isEmpty()) {
            throw notThere();
        }
        secrets.retire(id, clock.instant().plus(settings.oldSecretSigns()));
        var secret = secrets.make(id);
        audit.record(member, "webhook.secret_rotated", id.toString());
        return get(organization, id).with(secret);
    }

    private static ApiException notThere() {
        return ApiException.notFound("There is no webhook with this id.");
    }

    private static String[] array(@Nullable List<@Nullable String> events) {
        return Objects.requireNonNull(events).toArray(String[]::new);
    }

    private static Webhook webhook(ResultSet row, Instant now) throws SQLException {
        return new Webhook(
                uuid(row, "id"),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("events").getArray()),
                row.getBoolean("is_active"),
                status(row, now),
                row.getString("stopped_because"),
                row.getInt("failures"),
                instantOrNull(row, "failing_since"),
                instant(row, "created_at"),
                instantOrNull(row, "old_secret_signs_until"),
                null);
    }

    private static Webhook.Status status(ResultSet row, Instant now) throws SQLException {
        if (!row.getBoolean("is_active")) {
            return Webhook.Status.INACTIVE;
        }
        if (instantOrNull(row, "stopped_at") != null) {
            return Webhook.Status.STOPPED;
        }
        var pausedUntil = instantOrNull(row, "paused_until");
        return pausedUntil != null && pausedUntil.isAfter(now) ? Webhook.Status.PAUSED : Webhook.Status.ACTIVE;
    }
}
