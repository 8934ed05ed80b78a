package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice;
import io.laurel.contracts.Notice.AddressTaken;
import io.laurel.contracts.Notice.VerifyAddress;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.broker.Broker;
import io.laurel.web.ApiException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * From a name and a password to an account. Nobody but the mailbox learns whether the address has an account: both kinds of
 * address get an answer, a hash and a mail.
 */
@Component
public class Registrations {

    static final Duration LINK_LIFE = Duration.ofHours(24);

    /** Each is a hash of tens of milliseconds. */
    private static final int MOST_COMPARED = 10;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Broker broker;
    private final PublicAddresses addresses;
    private final LaterWork later;
    private final Clock clock;

    Registrations(
            JdbcClient jdbc,
            Passwords passwords,
            Broker broker,
            PublicAddresses addresses,
            LaterWork later,
            Clock clock) {
        this.later = later;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.broker = broker;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Keeps a row for a taken address, too, whose link nobody gets: signing in must not tell the one from the other. */
    void register(NewAccount wanted) {
        var passwordHash = passwords.hash(wanted.password());
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
        var id = UuidCreator.getTimeOrderedEpoch();
        broker.send(holder(wanted.email())
                .<Notice>map(holder -> new AddressTaken(id, holder, link("/account/sign-in")))
                .orElseGet(() -> verifyAddress(id, wanted.email(), token)));
    }

    /** Greeted as the address says: whoever registered it may be somebody else, and may have written anything for a name. */
    private VerifyAddress verifyAddress(UUID id, String email, OneTimeToken token) {
        var to = new Recipient(RecipientRules.nameOf(email), email);
        return new VerifyAddress(id, to, link("/account/verify?token=" + token.text()));
    }

    /** Mails another link for the newest registration of the address, if it waits for one; after the answer, so that its time does not tell. */
    void sendAgainLater(String email) {
        later.run(() -> sendAgain(email));
    }

    private void sendAgain(String email) {
        if (holder(email).isPresent()) {
            return;
        }
        var token = OneTimeToken.random();
        var now = clock.instant();
        Optional<String> to = jdbc.sql("""
                        insert into registration
                            (token_hash, email, first_name, last_name, password_hash, created_at, expires_at)
                        select ?, email, first_name, last_name, password_hash, created_at, ?
                        from registration where email = ? order by created_at desc limit 1
                        returning email
                        """)
                .params(token.hash(), parameter(now.plus(LINK_LIFE)), email)
                .query(String.class)
                .optional();
        to.ifPresent(address -> broker.send(verifyAddress(UuidCreator.getTimeOrderedEpoch(), address, token)));
    }

    /**
     * One of an address's registrations that can still become its account.
     *
     * @param tokenHash in hex
     * @param isBegun whether there is the address's account already, as somebody vouched for the address meanwhile
     */
    private record Open(String tokenHash, String passwordHash, boolean isBegun) {}

    /**
     * Makes the account whose link was followed, or gives it its password if it was begun without one. An address that was registered more
     * than once needs the password, too: somebody else may have registered it, before or after, and the mails look alike. So does an
     * account that was begun: a click alone must not put a password before what is there.
     *
     * @param password checked where it is given; our page always asks for it
     * @return its address
     */
    public String verify(String token, @Nullable String password) {
        var open = open(OneTimeToken.hash(token));
        if (open.isEmpty()) {
            throw overOrUnknown();
        }
        boolean isContested = open.stream().map(Open::passwordHash).distinct().count() > 1;
        boolean isAsked = isContested || open.getFirst().isBegun() || (password != null && !password.isEmpty());
        var chosen = isAsked ? matching(open, password) : HexFormat.of().formatHex(OneTimeToken.hash(token));
        return begin(chosen, isAsked).orElseThrow(Registrations::overOrUnknown);
    }

    private static ApiException overOrUnknown() {
        return ApiException.invalid("token", "is unknown, was used or has expired");
    }

    private String matching(List<Open> open, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            throw ApiException.invalid(
                    "password", "is required: this address was registered more than once, or added by somebody");
        }
        return open.stream()
                .filter(one -> passwords.matches(password, one.passwordHash()))
                .map(Open::tokenHash)
                .findFirst()
                .orElseThrow(
                        () -> ApiException.invalid("password", "is not one that this address was registered with"));
    }

    /** All of the address that the token was mailed to, the newest first. */
    private List<Open> open(byte[] tokenHash) {
        var now = parameter(clock.instant());
        return jdbc.sql("""
                        select encode(token_hash, 'hex') as token_hash, password_hash,
                            exists (select from account a where a.email = registration.email) as is_begun
                        from registration
                        where email = (select email from registration where token_hash = ? and expires_at > ?)
                          and expires_at > ?
                        order by created_at desc limit ?
                        """)
                .params(tokenHash, now, now, MOST_COMPARED)
                .query((row, number) -> new Open(
                        row.getString("token_hash"), row.getString("password_hash"), row.getBoolean("is_begun")))
                .list();
    }

    private Optional<String> begin(String tokenHash, boolean isProved) {
        return jdbc.sql("""
                        with followed as (
                            delete from registration where email = (select email from registration where token_hash = decode(:token, 'hex'))
                            returning token_hash, email, first_name, last_name, password_hash
                        )
                        insert into account (id, email, first_name, last_name, password_hash, created_at)
                        select :id, email, first_name, last_name, password_hash, :now from followed where token_hash = decode(:token, 'hex')
                        on conflict (email) do update
                            set password_hash = excluded.password_hash, first_name = excluded.first_name, last_name = excluded.last_name
                            where account.password_hash is null and :isProved
                        returning email
                        """)
                .param("token", tokenHash)
                .param("now", parameter(clock.instant()))
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("isProved", isProved)
                .query(String.class)
                .optional();
    }

    /** Who has an account of the address. */
    private Optional<Recipient> holder(String email) {
        return jdbc.sql("select first_name || ' ' || last_name as name, email from account where email = ?")
                .param(email)
                .query((row, number) -> new Recipient(row.getString("name"), row.getString("email")))
                .optional();
    }

    private URI link(String path) {
        return URI.create(addresses.base() + path);
    }
}
