package io.laurel.notifier.webhook;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends what nobody took in a day, clears away old deliveries and those of deleted endpoints, and counts the backlog. */
@Component
class Sweep {

    /** At a time, so that no transaction is long. */
    private static final int AT_ONCE = 5_000;

    /** A delivery that was entered while its endpoint was being deleted is found this long. */
    private static final Duration DELETED_LOOKED_AT_FOR = Duration.ofDays(2);

    private final JdbcTemplate jdbc;
    private final WebhookSettings settings;
    private final WebhookMetrics metrics;
    private final Clock clock;

    Sweep(JdbcTemplate jdbc, WebhookSettings settings, WebhookMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Deliveries that were never tried again, because their endpoint is paused, stopped, switched off or overwhelmed. */
    @Scheduled(fixedDelayString = "PT30S")
    void giveUp() {
        int ended = AT_ONCE;
        while (ended == AT_ONCE) {
            var now = Timestamp.from(clock.instant());
            ended = jdbc.update("""
                    update webhook_delivery d
                    set state = 'failed', next_attempt_at = null, settled_at = ?,
                        last_error = coalesce(d.last_error, 'Its time was over before it could be tried.')
                    from (
                        select endpoint_id, event_id
                        from webhook_delivery
                        where state = 'pending' and give_up_at <= ? and next_attempt_at <= ?
                        limit ?
                        for update skip locked
                    ) late
                    where d.endpoint_id = late.endpoint_id and d.event_id = late.event_id
                    """, now, now, now, AT_ONCE);
            metrics.givenUp(ended);
        }
    }

    @Scheduled(fixedDelayString = "PT10M")
    void clearAway() {
        var now = clock.instant();
        untilNone("""
                delete from webhook_delivery d
                using (
                    select endpoint_id, event_id
                    from webhook_delivery
                    where created_at < ? and state <> 'pending'
                    limit ?
                ) old
                where d.endpoint_id = old.endpoint_id and d.event_id = old.event_id
                """, Timestamp.from(now.minus(settings.keep())));
        untilNone("""
                delete from webhook_delivery d
                using (
                    select endpoint_id, event_id
                    from webhook_delivery
                    where endpoint_id in (select id from webhook_endpoint where deleted_at >= ?)
                    limit ?
                ) gone
                where d.endpoint_id = gone.endpoint_id and d.event_id = gone.event_id
                """, Timestamp.from(now.minus(DELETED_LOOKED_AT_FOR)));
    }

    private void untilNone(String sql, Timestamp since) {
        int deleted = AT_ONCE;
        while (deleted == AT_ONCE) {
            deleted = jdbc.update(sql, since, AT_ONCE);
        }
    }

    @Scheduled(fixedDelayString = "PT10S")
    void count() {
        var now = clock.instant();
        jdbc.query(
                """
                select count(d.event_id) filter (where s.stopped_at is null) as due,
                    min(d.next_attempt_at) filter (where s.stopped_at is null) as oldest,
                    count(distinct w.id) filter (where s.stopped_at is not null) as stopped
                from webhook_endpoint w
                left join webhook_standing s on s.endpoint_id = w.id and s.generation = w.generation
                left join webhook_delivery d on d.endpoint_id = w.id and d.state = 'pending' and d.next_attempt_at <= ?
                    and (s.paused_until is null or s.paused_until <= ?)
                where w.is_active and w.deleted_at is null
                """,
                row -> {
                    var oldest = row.getTimestamp("oldest");
                    metrics.backlog(
                            row.getLong("due"),
                            oldest == null
                                    ? 0
                                    : Duration.between(oldest.toInstant(), now).toSeconds(),
                            row.getLong("stopped"));
                },
                Timestamp.from(now),
                Timestamp.from(now));
    }
}
