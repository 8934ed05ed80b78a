package io.laurel.ingress.interview;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ReplyAddress;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.issuance.CommandDesk;
import io.laurel.ingress.issuance.Preference;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the worker for what published interviews earn. The request is recorded with the interview before it is sent, and noted as sent
 * when the broker has taken it; whatever is not noted, as the broker was away or an ingress died in between, is sent by the sweep of
 * any ingress. Its id follows from the interview, so that sending it twice asks for nothing more.
 */
@Component
class EarnedCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(EarnedCredentials.class);
    private static final Preference WITHOUT_WAITING = new Preference(true, Duration.ZERO);
    private static final Duration BEFORE_IT_IS_LATE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final CommandDesk desk;
    private final MeterRegistry metrics;
    private final Clock clock;

    EarnedCredentials(JdbcClient jdbc, CommandDesk desk, MeterRegistry metrics, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What an interview asks for, as its row has it. */
    record Request(
            OrganizationId organization,
            String interview,
            CredentialId id,
            BadgeId badge,
            Recipient recipient,
            Instant requestedAt) {

        IssueCredential command(@Nullable ReplyAddress replyTo) {
            return new IssueCredential(
                    id, organization, badge, recipient, null, true, requestedAt, null, null, replyTo);
        }
    }

    private record Earlier(int attempt, @Nullable UUID credential, boolean isRejected) {}

    /**
     * Records the request of an interview that is held; none where it made one before, unless the worker rejected that for good: an
     * interview earns one credential.
     */
    Optional<Request> request(Actor actor, String interview, BadgeId badge, Recipient recipient) {
        var earlier = earlier(actor, interview);
        if (earlier.credential() != null && !earlier.isRejected()) {
            return Optional.empty();
        }
        int attempt = earlier.attempt() + 1;
        var request = new Request(
                actor.organization(),
                interview,
                CredentialId.ofInterview(actor.organization(), interview, attempt),
                badge,
                recipient,
                clock.instant());
        jdbc.sql("""
                        update interview set attempt = ?, credential_id = ?, badge_id = ?, recipient_name = ?,
                            recipient_email = ?, requested_at = ?, sent_at = null
                        where organization_id = ? and id = ?
                        """)
                .params(
                        attempt,
                        request.id().value(),
                        badge.value(),
                        recipient.name(),
                        recipient.email(),
                        parameter(request.requestedAt()),
                        actor.organization().value(),
                        interview)
                .update();
        return Optional.of(request);
    }

    /**
     * A request that the worker gave up is not over: an administrator may replay it ({@code deadletter}), and beside another attempt it would
     * issue a second credential. Sent again it would only be told of its failure; so it waits for them.
     */
    private Earlier earlier(Actor actor, String interview) {
        return jdbc.sql("""
                        select i.attempt, i.credential_id,
                            s.rejection is not null and s.rejection <> :givenUp as is_rejected
                        from interview i
                        left join issuance s on s.id = i.credential_id and s.organization_id = i.organization_id
                        where i.organization_id = :district and i.id = :interview
                        """)
                .param("district", actor.organization().value())
                .param("interview", interview)
                .param("givenUp", Rejection.INTERNAL_ERROR.name())
                .query((row, number) -> new Earlier(
                        row.getInt("attempt"), uuidOrNull(row, "credential_id"), row.getBoolean("is_rejected")))
                .single();
    }

    /** Sends what was committed. If that cannot be now, it is late and not lost, so nobody is told. */
    void send(Request request) {
        try {
            send(List.of(request));
            count("sent", 1);
        } catch (RuntimeException e) {
            count("late", 1);
            LOG.warn("a published interview's request is sent later: {}", e.toString());
        }
    }

    @Scheduled(
            fixedDelayString = "${laurel.interviews.look-for-unsent-every:10s}",
            initialDelayString = "${laurel.interviews.look-for-unsent-every:10s}")
    void sendWhatIsLate() {
        try {
            while (sendSome() == AT_ONCE) {
                LOG.info("more than {} published interviews were late", AT_ONCE);
            }
        } catch (RuntimeException e) {
            LOG.warn("the requests of published interviews are not sent, and will be: {}", e.toString());
        }
    }

    /** Nothing is held while the broker is waited for; of several ingresses two may send the same, which asks for nothing more. */
    private int sendSome() {
        var late = late();
        if (!late.isEmpty()) {
            send(late);
        }
        count("swept", late.size());
        return late.size();
    }

    private List<Request> late() {
        return jdbc.sql("""
                        select organization_id, id, credential_id, badge_id, recipient_name, recipient_email, requested_at
                        from interview
                        where credential_id is not null and sent_at is null and requested_at < ?
                        order by requested_at limit ?
                        """)
                .params(parameter(clock.instant().minus(BEFORE_IT_IS_LATE)), AT_ONCE)
                .query((row, number) -> request(row))
                .list();
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                new OrganizationId(uuid(row, "organization_id")),
                row.getString("id"),
                new CredentialId(uuid(row, "credential_id")),
                new BadgeId(uuid(row, "badge_id")),
                new Recipient(row.getString("recipient_name"), row.getString("recipient_email")),
                instant(row, "requested_at"));
    }

    private void send(List<Request> requests) {
        desk.ask(
                requests.stream()
                        .<CommandDesk.Draft>map(request -> request::command)
                        .toList(),
                WITHOUT_WAITING);
        jdbc.sql("""
                        update interview set sent_at = :now
                        where organization_id = any (:districts) and credential_id = any (:sent) and sent_at is null
                        """)
                .param("now", parameter(clock.instant()))
                .param(
                        "sent",
                        requests.stream().map(request -> request.id().value()).toArray(UUID[]::new))
                .param(
                        "districts",
                        requests.stream()
                                .map(request -> request.organization().value())
                                .toArray(UUID[]::new))
                .update();
    }

    private void count(String how, int number) {
        metrics.counter("laurel.ingress.interview.commands", "sent", how).increment(number);
    }
}
