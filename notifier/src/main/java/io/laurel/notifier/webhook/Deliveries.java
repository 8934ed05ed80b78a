package io.laurel.notifier.webhook;

import io.laurel.contracts.EventId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.WebhookId;
import io.laurel.notifier.queue.BatchColumns;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** One row per event and endpoint, whatever is delivered how often and to whom; a statement per batch. */
@Repository
class Deliveries {

    private final JdbcTemplate jdbc;
    private final WebhookSettings settings;
    private final Clock clock;

    Deliveries(JdbcTemplate jdbc, WebhookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Those of the organizations that have an endpoint at all: most have none, and their events end here. */
    Set<OrganizationId> listening(Collection<OrganizationId> organizations) {
        var ids = organizations.stream().distinct().toList();
        return new HashSet<>(jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement("""
                            select distinct organization_id
                            from webhook_endpoint
                            where organization_id = any(?) and is_active and deleted_at is null
                            """);
                    new BatchColumns<>(statement, 1, ids).add("uuid", OrganizationId::value);
                    return statement;
                },
                (row, number) -> new OrganizationId(row.getObject(1, UUID.class))));
    }

    /**
     * Enters what was not entered yet: each event once for each endpoint that subscribes to it, and was there when it
     * happened, of an organization whose plan has webhooks. Says how many deliveries that makes.
     */
    int enter(List<WebhookEvent> events) {
        // In one order everywhere, so that two notifiers entering the same events after a rebalance do not deadlock.
        var ordered = events.stream()
                .sorted(Comparator.comparing(event -> event.id().value()))
                .toList();
        var now = clock.instant();
        return jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    insert into webhook_delivery (endpoint_id, event_id, organization_id, type, body,
                        state, next_attempt_at, give_up_at, created_at)
                    select w.id, e.id, e.organization_id, e.type, e.body, 'pending', ?, ?, ?
                    from unnest(?, ?, ?, ?, ?) as e (id, organization_id, type, at, body)
                    join organization o on o.id = e.organization_id
                    join webhook_endpoint w on w.organization_id = e.organization_id
                    where w.is_active and w.deleted_at is null and w.created_at <= e.at and e.type = any(w.events)
                        and effective_plan(o.plan, o.grant_expires_at, ?) = 'enterprise'
                    on conflict (endpoint_id, event_id) do nothing
                    """);
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now.plus(settings.giveUpAfter())));
            statement.setTimestamp(3, Timestamp.from(now));
            var columns = new BatchColumns<>(statement, 4, ordered);
            columns.add("uuid", event -> event.id().value());
            columns.add("uuid", event -> event.organization().value());
            columns.add("text", WebhookEvent::type);
            columns.add("timestamptz", event -> Timestamp.from(event.at()));
            columns.add("text", WebhookEvent::body);
            statement.setTimestamp(9, Timestamp.from(now));
            return statement;
        });
    }

    /** Enters an event that somebody made up, for the one endpoint; it does not wait for the endpoint's pause to end. */
    int enterTest(SendTestEvent task, WebhookEvent event) {
        var now = clock.instant();
        int entered = jdbc.update(
                """
                insert into webhook_delivery (endpoint_id, event_id, organization_id, type, body,
                    state, next_attempt_at, give_up_at, created_at)
                select w.id, ?, w.organization_id, ?, ?, 'pending', ?, ?, ?
                from webhook_endpoint w
                where w.id = ? and w.organization_id = ? and w.deleted_at is null
                on conflict (endpoint_id, event_id) do nothing
                """,
                event.id().value(),
                event.type(),
                event.body(),
                Timestamp.from(now),
                Timestamp.from(now.plus(settings.giveUpAfter())),
                Timestamp.from(now),
                task.webhookId().value(),
                task.organizationId().value());
        endPause(task.webhookId(), entered);
        return entered;
    }

    /** Makes a delivery due again, once for each request, with a day before it; what is still being tried is left alone. */
    int resend(ResendDelivery task) {
        var now = clock.instant();
        int due = jdbc.update(
                """
                update webhook_delivery
                set state = 'pending', attempts = 0, next_attempt_at = ?, give_up_at = ?, settled_at = null,
                    resend_request = ?
                where endpoint_id = ? and event_id = ? and organization_id = ? and state <> 'pending'
                    and resend_request is distinct from ?
                """,
                Timestamp.from(now),
                Timestamp.from(now.plus(settings.giveUpAfter())),
                task.requestId(),
                task.webhookId().value(),
                task.eventId().value(),
                task.organizationId().value(),
                task.requestId());
        endPause(task.webhookId(), due);
        return due;
    }

    private void endPause(WebhookId endpoint, int due) {
        if (due > 0) {
            jdbc.update(
                    "update webhook_standing set paused_until = null where endpoint_id = ? and paused_until is not null",
                    endpoint.value());
        }
    }

    /** Takes due deliveries of an endpoint, for as long as the lease lasts. */
    List<Delivery> claim(WebhookId endpoint, int most) {
        var now = clock.instant();
        return jdbc.query(
                """
                update webhook_delivery d
                set next_attempt_at = ?
                from (
                    select event_id, next_attempt_at
                    from webhook_delivery
                    where endpoint_id = ? and state = 'pending' and next_attempt_at <= ?
                    order by next_attempt_at
                    limit ?
                    for update skip locked
                ) due
                where d.endpoint_id = ? and d.event_id = due.event_id
                returning d.event_id, d.type, d.body, d.attempts, due.next_attempt_at as due_at, d.give_up_at
                """,
                (row, number) -> new Delivery(
                        new EventId(row.getObject("event_id", UUID.class)),
                        row.getString("type"),
                        row.getString("body"),
                        row.getInt("attempts"),
                        row.getTimestamp("due_at").toInstant(),
                        row.getTimestamp("give_up_at").toInstant()),
                Timestamp.from(now.plus(settings.lease())),
                endpoint.value(),
                Timestamp.from(now),
                most,
                endpoint.value());
    }

    /** Writes down what the attempts came to. */
    void settle(WebhookId endpoint, List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return;
        }
        var now = Timestamp.from(clock.instant());
        jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    update webhook_delivery d
                    set state = s.state, attempts = d.attempts + 1, next_attempt_at = s.next_attempt_at,
                        last_attempt_at = ?, response_status = s.status, response_body = s.answer, last_error = s.error,
                        settled_at = case when s.state = 'pending' then null else ?::timestamptz end
                    from unnest(?, ?, ?, ?, ?, ?) as s (event_id, state, next_attempt_at, status, answer, error)
                    where d.endpoint_id = ? and d.event_id = s.event_id and d.state = 'pending'
                    """);
            statement.setTimestamp(1, now);
            statement.setTimestamp(2, now);
            var columns = new BatchColumns<>(statement, 3, settlements);
            columns.add("uuid", s -> s.attempt().delivery().event().value());
            columns.add("text", Settlement::state);
            columns.add("timestamptz", s -> s.nextAttemptAt() == null ? null : Timestamp.from(s.nextAttemptAt()));
            columns.add("int4", s -> s.attempt().status());
            columns.add("text", s -> s.attempt().answer());
            columns.add("text", s -> s.attempt().error());
            statement.setObject(9, endpoint.value());
            return statement;
        });
    }

    /** Gives back what was claimed and not tried. */
    void release(WebhookId endpoint, List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    update webhook_delivery d
                    set next_attempt_at = s.due_at
                    from unnest(?, ?) as s (event_id, due_at)
                    where d.endpoint_id = ? and d.event_id = s.event_id and d.state = 'pending'
                    """);
            var columns = new BatchColumns<>(statement, 1, deliveries);
            columns.add("uuid", delivery -> delivery.event().value());
            columns.add("timestamptz", delivery -> Timestamp.from(delivery.dueAt()));
            statement.setObject(3, endpoint.value());
            return statement;
        });
    }
}
