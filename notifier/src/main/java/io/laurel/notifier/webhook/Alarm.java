package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Notice.Trouble;
import io.laurel.contracts.Recipient;
import io.laurel.notifier.queue.NoticeBook;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Has the Owners and Admins of an organization mailed that a webhook takes nothing: after a day, when events are lost, and when it
 * is called no more. Once for each time that the failing began, however often it goes on.
 */
@Component
class Alarm {

    private final JdbcTemplate jdbc;
    private final NoticeBook notices;
    private final WebhookSettings settings;

    Alarm(JdbcTemplate jdbc, NoticeBook notices, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.settings = settings;
    }

    /** Called in the transaction that writes the standing down. */
    void raise(Endpoint endpoint, Endpoints.Standing standing, Instant now) {
        var trouble = trouble(standing, now);
        if (trouble == null) {
            return;
        }
        var episode = endpoint.generation() + " " + trouble + " " + standing.failingSince();
        var host = Objects.requireNonNullElse(endpoint.url().getHost(), "");
        notices.enter(jdbc.query(
                """
                select a.email, a.first_name || ' ' || a.last_name as name, o.name as organization
                from webhook_endpoint w
                join organization o on o.id = w.organization_id
                join member m on m.organization_id = o.id and m.role in ('owner', 'admin')
                join account a on a.id = m.account_id
                where w.id = ?
                """,
                (row, number) -> (Notice) new Notice.WebhookInTrouble(
                        id(endpoint, episode, row.getString("email")),
                        new Recipient(row.getString("name"), row.getString("email")),
                        row.getString("organization"),
                        host,
                        trouble),
                endpoint.id().value()));
    }

    private @Nullable Trouble trouble(Endpoints.Standing standing, Instant now) {
        var since = standing.failingSince();
        return switch (standing.stopped()) {
            case GONE -> Trouble.GONE;
            case FAILING -> Trouble.STOPPED;
            case null ->
                since != null && Duration.between(since, now).compareTo(settings.giveUpAfter()) >= 0
                        ? Trouble.FAILING
                        : null;
        };
    }

    private static UUID id(Endpoint endpoint, String episode, String email) {
        return UUID.nameUUIDFromBytes((endpoint.id() + " " + episode + " " + email).getBytes(UTF_8));
    }
}
