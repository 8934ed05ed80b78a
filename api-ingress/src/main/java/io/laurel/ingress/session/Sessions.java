package io.laurel.ingress.session;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.account.Accounts;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.ingress.account.PasswordProof;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sessions, each a chain of refresh tokens. A token can be used once, for the next one; whoever brings a used one has a copy
 * of it, or somebody else has, so the whole session ends.
 */
@Component
class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final SessionSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sessions(
            JdbcClient jdbc,
            Accounts accounts,
            SessionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A session that goes on, whose it is, and the token to continue it with. */
    record Live(UUID id, Account account, OneTimeToken refreshToken) {}

    /**
     * Begins a session, if the password that was right is still the account's. A reset changes the account's row before it ends the
     * sessions, so it either ends this one too or is seen here.
     */
    Live begin(PasswordProof proof) {
        var token = OneTimeToken.random();
        var id = UuidCreator.getTimeOrderedEpoch();
        var now = clock.instant();
        var account = proof.account();
        int begun = jdbc.sql("""
                        with entered as (
                            select id from account where id = :account and password_hash = :password for share
                        ), session as (
                            insert into session (id, account_id, created_at, expires_at)
                            select :id, entered.id, :now, :end from entered returning id
                        )
                        insert into refresh_token (hash, session_id) select :token, session.id from session
                        """)
                .param("account", account.id())
                .param("password", proof.passwordHash())
                .param("id", id)
                .param("now", parameter(now))
                .param("end", parameter(now.plus(settings.sessionLife())))
                .param("token", token.hash())
                .update();
        if (begun == 0) {
            throw ApiException.unauthorized("The password was changed a moment ago. Sign in with the new one.");
        }
        return new Live(id, account, token);
    }

    /** The next token for this one, which is then used. */
    Live refresh(String refreshToken) {
        var hash = OneTimeToken.hash(refreshToken);
        var next = transaction.execute(status -> use(hash));
        if (next == null) {
            endIfUsedBefore(hash);
            throw ApiException.unauthorized("The session has ended. Sign in again.");
        }
        return next;
    }

    private @Nullable Live use(byte[] hash) {
        var now = parameter(clock.instant());
        record Used(UUID session, UUID account) {}
        var used = jdbc.sql("""
                        update refresh_token t set used_at = ?
                        from session s
                        where t.hash = ? and t.used_at is null
                          and s.id = t.session_id and s.ended_at is null and s.expires_at > ?
                        returning s.id, s.account_id
                        """)
                .params(now, hash, now)
                .query((row, number) -> new Used(uuid(row, "id"), uuid(row, "account_id")))
                .optional();
        if (used.isEmpty()) {
            return null;
        }
        var next = OneTimeToken.random();
        jdbc.sql("insert into refresh_token (hash, session_id) values (?, ?)")
                .params(next.hash(), used.get().session())
                .update();
        return new Live(used.get().session(), accounts.get(used.get().account()), next);
    }

    private void endIfUsedBefore(byte[] hash) {
        int ended = jdbc.sql("""
                        update session s set ended_at = ?
                        from refresh_token t
                        where t.hash = ? and t.used_at is not null and s.id = t.session_id and s.ended_at is null
                        """).params(parameter(clock.instant()), hash).update();
        if (ended > 0) {
            LOG.warn("a refresh token came a second time, so its session was ended");
        }
    }

    /** Ends the session of the token; an unknown one is nobody's. */
    void end(String refreshToken) {
        jdbc.sql("""
                        update session s set ended_at = ?
                        from refresh_token t
                        where t.hash = ? and s.id = t.session_id and s.ended_at is null
                        """)
                .params(parameter(clock.instant()), OneTimeToken.hash(refreshToken))
                .update();
    }

    void end(UUID session) {
        jdbc.sql("update session set ended_at = ? where id = ? and ended_at is null")
                .params(parameter(clock.instant()), session)
                .update();
    }
}
