package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice.AddressTaken;
import io.laurel.contracts.Notice.VerifyAddress;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.web.ApiException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From a name and a password to an account. Nobody but the mailbox learns whether the address has an account: both kinds of
 * address get an answer, a hash and a mail.
 */
@Component
public class Registrations {

    static final Duration LINK_LIFE = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Notices notices;
    private final PublicAddresses addresses;
    private final TransactionTemplate transaction;
    private final LaterWork later;
    private final Clock clock;

    Registrations(
            JdbcClient jdbc,
            Passwords passwords,
            Notices notices,
            PublicAddresses addresses,
            TransactionTemplate transaction,
            LaterWork later,
            Clock clock) {
        this.later = later;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.notices = notices;
        this.addresses = addresses;
        this.transaction = transaction;
        this.clock = clock;
    }

    void register(NewAccount wanted) {
        var passwordHash = passwords.hash(wanted.password());
        var to = new Recipient(wanted.firstName() + " " + wanted.lastName(), wanted.email());
        var id = UuidCreator.getTimeOrderedEpoch();
        if (isTaken(wanted.email())) {
            notices.send(new AddressTaken(id, to, link("/account/sign-in")));
            return;
        }
        var token = OneTimeToken.random();
        var now = clock.instant();
        jdbc.sql("""
                        insert into registration
                            (token_hash, email, first_name, last_name, password_hash, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        token.hash(),
                        wanted.email(),
                        wanted.firstName(),
                        wanted.lastName(),
                        passwordHash,
                        parameter(now),
                        parameter(now.plus(LINK_LIFE)))
                .update();
        notices.send(new VerifyAddress(id, to, link("/account/verify?token=" + token.text())));
    }

    /** Mails another link for the newest registration of the address, if it waits for one; after the answer, so that its time does not tell. */
    void sendAgainLater(String email) {
        later.run(() -> sendAgain(email));
    }

    private void sendAgain(String email) {
        if (isTaken(email)) {
            return;
        }
        var token = OneTimeToken.random();
        var now = clock.instant();
        Optional<Recipient> to = jdbc.sql("""
                        insert into registration
                            (token_hash, email, first_name, last_name, password_hash, created_at, expires_at)
                        select ?, email, first_name, last_name, password_hash, created_at, ?
                        from registration where email = ? order by created_at desc limit 1
                        returning first_name || ' ' || last_name as name, email
                        """)
                .params(token.hash(), parameter(now.plus(LINK_LIFE)), email)
                .query((row, number) -> new Recipient(row.getString("name"), row.getString("email")))
                .optional();
        to.ifPresent(person -> notices.send(new VerifyAddress(
                UuidCreator.getTimeOrderedEpoch(), person, link("/account/verify?token=" + token.text()))));
    }

    /**
     * Makes the account whose link was followed.
     *
     * @return its address
     */
    public String verify(String token) {
        return Optional.ofNullable(transaction.execute(status -> begin(OneTimeToken.hash(token))))
                .orElseThrow(() -> ApiException.invalid("token", "is unknown, was used or has expired"));
    }

    private @Nullable String begin(byte[] tokenHash) {
        var now = parameter(clock.instant());
        return jdbc.sql("""
                        with followed as (
                            delete from registration where email =
                                (select email from registration where token_hash = :token and expires_at > :now)
                            returning token_hash, email, first_name, last_name, password_hash
                        )
                        insert into account (id, email, first_name, last_name, password_hash, created_at)
                        select :id, email, first_name, last_name, password_hash, :now from followed where token_hash = :token
                        on conflict (email) do nothing
                        returning email
                        """)
                .param("token", tokenHash)
                .param("now", now)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private boolean isTaken(String email) {
        return jdbc.sql("select exists (select from account where email = ?)")
                .param(email)
                .query(Boolean.class)
                .single();
    }

    private URI link(String path) {
        return URI.create(addresses.base() + path);
    }
}
