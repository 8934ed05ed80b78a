package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Account;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts that there are, and the way into them. */
@Component
public class Accounts {

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    private record Door(@Nullable Account account, @Nullable String passwordHash) {

        @Nullable
        PasswordProof proof() {
            return account == null || passwordHash == null ? null : new PasswordProof(account, passwordHash);
        }
    }

    /**
     * The account of the address, if that is its password. Two hashes are compared whoever asks, an account's and that of a registration
     * whose link was not followed yet, or nobody's: neither time nor answer tells whether there is an account.
     */
    public PasswordProof signIn(String email, String password) {
        var address = RecipientRules.email(email);
        var door = door(address);
        var proof = passwords.matches(password, door.passwordHash()) ? door.proof() : null;
        boolean isRegistered = passwords.matches(password, registered(address));
        if (proof != null) {
            return proof;
        }
        throw isRegistered
                ? ApiException.of(
                        ErrorCode.EMAIL_NOT_VERIFIED, "Follow the link in the mail that we sent to this address first.")
                : ApiException.unauthorized("The e-mail address or the password is wrong.");
    }

    private Door door(String email) {
        return jdbc.sql("""
                        select id, email, first_name, last_name, is_administrator, password_hash
                        from account where email = ?
                        """)
                .param(email)
                .query((row, number) -> new Door(account(row), row.getString("password_hash")))
                .optional()
                .orElse(new Door(null, null));
    }

    private @Nullable String registered(String email) {
        return jdbc.sql("select password_hash from registration where email = ? order by created_at desc limit 1")
                .param(email)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /**
     * The account of an address that somebody else vouches for; one that there was not begins without a password. Such an account lets
     * nobody in until whoever reads the address's mail proves it: with a code or a link of the portal, by setting a password anew, or with
     * the link and the password of a registration that was made before. Nothing of an account that there is changes.
     *
     * @param email as {@link RecipientRules#email} has it
     */
    public UUID findOrBegin(String email, String firstName, String lastName) {
        return jdbc.sql("""
                        insert into account (id, email, first_name, last_name, created_at) values (?, ?, ?, ?, ?)
                        on conflict (email) do update set email = excluded.email
                        returning id
                        """)
                .params(UuidCreator.getTimeOrderedEpoch(), email, firstName, lastName, parameter(clock.instant()))
                .query(UUID.class)
                .single();
    }

    public Account get(UUID id) {
        return jdbc.sql("select id, email, first_name, last_name, is_administrator from account where id = ?")
                .param(id)
                .query((row, number) -> account(row))
                .optional()
                .orElseThrow(() -> ApiException.unauthorized("The account is no longer there."));
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                uuid(row, "id"),
                row.getString("email"),
                row.getString("first_name") + " " + row.getString("last_name"),
                row.getBoolean("is_administrator"));
    }
}
