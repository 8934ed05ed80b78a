package io.laurel.ingress.portal;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice.SignInCode;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.ingress.account.LaterWork;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.portal.PortalCounts.Limit;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails codes and links to sign in. */
@Component
class SignInMails {

    static final Duration LINK_LIFE = Duration.ofMinutes(30);

    private static final Duration TIME = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final PortalCounts counts;
    private final SignInCodes codes;
    private final Broker broker;
    private final PublicAddresses addresses;
    private final LaterWork later;
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Limit perMailbox;
    private final @Nullable Limit perSource;

    SignInMails(
            JdbcClient jdbc,
            PortalCounts counts,
            SignInCodes codes,
            Broker broker,
            PublicAddresses addresses,
            LaterWork later,
            PortalSettings settings,
            TransactionTemplate transaction,
            MeterRegistry metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.codes = codes;
        this.broker = broker;
        this.addresses = addresses;
        this.later = later;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
        this.perMailbox = new Limit("mailed", settings.codesPerMailbox(), TIME, false);
        var most = settings.mostCodesOfSource();
        this.perSource = most == null ? null : new Limit("asked", most, TIME, false);
    }

    /**
     * Mails a code and a link, if the address is somebody's in a district; after the answer, so that its time does not tell.
     *
     * @param source what counts as one source of requests
     */
    void sendLater(String email, String source) {
        if (perSource != null) {
            counts.take(perSource, source).ifPresent(end -> {
                count("refused");
                throw ApiException.of(
                                ErrorCode.RATE_LIMITED,
                                "Too many codes were asked for from your network. Try again later.")
                        .retryAfter(Duration.between(clock.instant(), end));
            });
        }
        later.run(() -> send(email));
    }

    /** Counted before anything is looked up. Where there were enough mails, the last one's code still holds; what the broker does not take is none. */
    private void send(String email) {
        count("asked");
        transaction.executeWithoutResult(status -> {
            if (counts.take(perMailbox, email).isPresent()) {
                count("limited");
            } else {
                addressee(email).ifPresent(this::send);
            }
        });
    }

    private record Addressee(UUID account, Recipient recipient) {}

    /** By the name that they have where they have been longest: whoever began the account may be somebody else, and may write anything. */
    private Optional<Addressee> addressee(String email) {
        return jdbc.sql("""
                        select a.id, a.email, p.first_name || ' ' || p.last_name as name
                        from account a join person p on p.account_id = a.id
                        where a.email = ? and p.archived_at is null
                        order by p.created_at, p.organization_id limit 1
                        """)
                .param(email)
                .query((row, number) ->
                        new Addressee(uuid(row, "id"), new Recipient(row.getString("name"), row.getString("email"))))
                .optional();
    }

    /** What was mailed before does not hold any more, unless the broker does not confirm this mail; should it arrive, it holds nothing. */
    private void send(Addressee to) {
        var code = codes.random();
        var link = OneTimeToken.random();
        var now = clock.instant();
        jdbc.sql("""
                        insert into portal_sign_in (account_id, code_hash, code_expires_at, link_hash, link_expires_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (account_id) do update set
                            code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at,
                            link_hash = excluded.link_hash, link_expires_at = excluded.link_expires_at
                        """)
                .params(
                        to.account(),
                        codes.hash(code),
                        parameter(now.plus(SignInCodes.LIFE)),
                        link.hash(),
                        parameter(now.plus(LINK_LIFE)))
                .update();
        broker.send(new SignInCode(
                UuidCreator.getTimeOrderedEpoch(),
                to.recipient(),
                code,
                URI.create(addresses.base() + "/api/auth/verify/" + link.text())));
        count("mailed");
    }

    private void count(String outcome) {
        metrics.counter("laurel.ingress.portal.codes", "outcome", outcome).increment();
    }
}
