package io.laurel.ingress.audit;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.limits.Origin;
import io.laurel.web.RequestId;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the audit log. The database refuses to change or delete what is in it. Called in the transaction of what is done,
 * so that neither is there without the other.
 */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Somebody did something in their organization.
     *
     * @param action what, as {@code thing.done}
     * @param subject what it was done to, if there is one thing
     */
    public void record(Actor actor, String action, @Nullable String subject) {
        record(actor, action, subject, Map.of());
    }

    /**
     * Somebody did something in their organization.
     *
     * @param details what a reader wants to know besides; never a secret
     */
    public void record(Actor actor, String action, @Nullable String subject, Map<String, ?> details) {
        record(actor.organization(), actor.kind(), actor.id(), actor.name(), action, subject, details);
    }

    /** Somebody who is no member did something to an organization: the platform's administrator, the platform itself. */
    public void record(
            OrganizationId organization,
            Actor.Kind kind,
            @Nullable UUID actor,
            String name,
            String action,
            @Nullable String subject,
            Map<String, ?> details) {
        jdbc.sql("""
                        insert into audit_entry
                            (id, organization_id, at, actor_kind, actor_id, actor_name, action, subject, details, address, request_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(UuidCreator.getTimeOrderedEpoch())
                .param(organization.value())
                .param(parameter(clock.instant()))
                .param(kind.name().toLowerCase(Locale.ROOT))
                .param(actor)
                .param(name)
                .param(action)
                .param(subject)
                .param(json.writeValueAsString(details))
                .param(Origin.ofThisRequest().orElse(null))
                .param(MDC.get(RequestId.LOG_FIELD))
                .update();
    }
}
