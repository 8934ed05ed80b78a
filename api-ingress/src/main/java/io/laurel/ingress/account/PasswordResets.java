package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice.ResetPassword;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Account;
import io.laurel.web.ApiException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A new password for who reads the account's mail. It ends all sessions: somebody else may have known the old one. */
@Component
public class PasswordResets {

    private static final Duration LINK_LIFE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Notices notices;
    private final PublicAddresses addresses;
    private final LaterWork later;
    private final Clock clock;

    PasswordResets(
            JdbcClient jdbc,
            Passwords passwords,
            Notices notices,
            PublicAddresses addresses,
            LaterWork later,
            Clock clock) {
        this.later = later;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.notices = notices;
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
        notices.send(new ResetPassword(
                UuidCreator.getTimeOrderedEpoch(),
                new Recipient(account.name(), account.email()),
                URI.create(addresses.base() + "/account/password?token=" + token.text())));
    }

    /** Sets the password of the account whose link was followed. */
    public void reset(String token, String password) {
        Passwords.checked(password);
        int changed = jdbc.sql("""
                        with followed as (
                            delete from password_reset where account_id =
                                (select account_id from password_reset where token_hash = :token and expires_at > :now)
                            returning account_id
                        ), ended as (
                            update session set ended_at = :now
                            where account_id in (select account_id from followed) and ended_at is null
                        )
                        update account set password_hash = :password where id in (select account_id from followed)
                        """)
                .param("token", OneTimeToken.hash(token))
                .param("now", parameter(clock.instant()))
                .param("password", passwords.hash(password))
                .update();
        if (changed == 0) {
            throw ApiException.invalid("token", "is unknown, was used or has expired");
        }
    }
}
