package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice.ResetPassword;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.broker.Broker;
import io.laurel.web.ApiException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A new password for who reads the account's mail. It ends all sessions, also the portal's: somebody else may have been in. */
@Component
public class PasswordResets {

    private static final Duration LINK_LIFE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Broker broker;
    private final PublicAddresses addresses;
    private final LaterWork later;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PasswordResets(
            JdbcClient jdbc,
            Passwords passwords,
            Broker broker,
            PublicAddresses addresses,
            LaterWork later,
            TransactionTemplate transaction,
            Clock clock) {
        this.transaction = transaction;
        this.later = later;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.broker = broker;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Mails a link, if the address has an account; after the answer, so that its time does not tell. */
    public void sendLinkLater(String email) {
        later.run(() -> sendLink(RecipientRules.email(email)));
    }

    private void sendLink(String email) {
        jdbc.sql("select id, email, first_name, last_name, is_administrator from account where email = ?")
                .param(email)
                .query((row, number) -> Accounts.account(row))
                .optional()
                .ifPresent(this::sendLink);
    }

    private void sendLink(Account account) {
        var token = OneTimeToken.random();
        jdbc.sql("insert into password_reset (token_hash, account_id, expires_at) values (?, ?, ?)")
                .params(token.hash(), account.id(), parameter(clock.instant().plus(LINK_LIFE)))
                .update();
        broker.send(new ResetPassword(
                UuidCreator.getTimeOrderedEpoch(),
                new Recipient(account.name(), account.email()),
                URI.create(addresses.base() + "/account/password?token=" + token.text())));
    }

    /** Sets the password of the account whose link was followed. */
    public void reset(String token, String password) {
        Passwords.checked(password);
        var tokenHash = OneTimeToken.hash(token);
        var passwordHash = passwords.hash(password);
        transaction.executeWithoutResult(status -> endSessions(setPassword(tokenHash, passwordHash)));
    }

    private UUID setPassword(byte[] tokenHash, String passwordHash) {
        return jdbc.sql("""
                        with followed as (
                            delete from password_reset where account_id =
                                (select account_id from password_reset where token_hash = :token and expires_at > :now)
                            returning account_id
                        )
                        update account set password_hash = :password where id in (select account_id from followed)
                        returning id
                        """)
                .param("token", tokenHash)
                .param("now", parameter(clock.instant()))
                .param("password", passwordHash)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> ApiException.invalid("token", "is unknown, was used or has expired"));
    }

    /** A statement of its own: one that saw the sessions before it held the account would miss one that began meanwhile. */
    private void endSessions(UUID account) {
        for (var table : List.of("session", "portal_session")) {
            jdbc.sql("update " + table + " set ended_at = ? where account_id = ? and ended_at is null")
                    .params(parameter(clock.instant()), account)
                    .update();
        }
    }
}
