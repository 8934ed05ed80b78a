package io.laurel.ingress.portal;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.PortalToken;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.portal.Admission.Admitted;
import io.laurel.ingress.portal.Admission.Choice;
import io.laurel.ingress.portal.Inhabitants.Inhabitant;
import io.laurel.ingress.portal.PortalCounts.Limit;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins sessions for those who have the code or the link of a mail, and ends them.
 *
 * <p>A code has a million values, so tries are counted before a code is compared, in the transaction that compares it: however many
 * come at once, none beyond the limit is compared. A wrong one stays counted; a right one takes its count back.
 */
@Component
class SignIns {

    static final Duration SESSION_LIFE = Duration.ofDays(30);

    /** For as long as any code lives that there is by then. */
    private static final Limit WRONG_FOR_EMAIL = new Limit("wrong-for-email", 5, SignInCodes.LIFE, true);

    /** Somebody patient would have a mailbox's next code, and the next, at five wrong ones each. */
    private static final Limit WRONG_FOR_EMAIL_IN_A_DAY =
            new Limit("wrong-for-email-in-a-day", 20, Duration.ofDays(1), false);

    private static final Limit WRONG_FROM_SOURCE = new Limit("wrong-from-source", 5, SignInCodes.LIFE, true);

    /** Without an e-mail address a guess is at all codes that live, from however many sources. */
    private static final Limit WRONG_FOR_ALL = new Limit("wrong-for-all", 10, Duration.ofHours(1), false);

    /** What tells whose a code or a link is, if it still holds and they are somewhere. */
    private static final String ACCOUNT = """
            select s.account_id from portal_sign_in s join account a on a.id = s.account_id
            where exists (select from person p where p.account_id = a.id and p.archived_at is null)
            """;

    private final JdbcClient jdbc;
    private final PortalCounts counts;
    private final SignInCodes codes;
    private final Inhabitants inhabitants;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;
    private final Clock clock;

    SignIns(
            JdbcClient jdbc,
            PortalCounts counts,
            SignInCodes codes,
            Inhabitants inhabitants,
            AuditLog audit,
            TransactionTemplate transaction,
            MeterRegistry metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.codes = codes;
        this.inhabitants = inhabitants;
        this.audit = audit;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Lets in whoever has the code.
     *
     * @param email whose it is said to be; null to look among all
     * @param district the one that they chose, as they wrote it; null or blank where they chose none
     * @param source what counts as one source of requests
     */
    Admission byCode(String code, @Nullable String email, @Nullable String district, String source) {
        var hash = codes.hash(code);
        var attempt = transaction.execute(status -> {
            var beforeTheTry = status.createSavepoint();
            countTry(email, source);
            var accounts = accountsOf(hash, email);
            if (accounts.size() != 1) {
                return new Attempt(null, accounts.size() > 1);
            }
            status.rollbackToSavepoint(beforeTheTry);
            return new Attempt(admit(accounts.getFirst(), district, "code", "code_hash", hash, status), false);
        });
        if (attempt.isAmbiguous()) {
            count("ambiguous");
            throw emailIsNeeded();
        }
        if (attempt.admission() == null) {
            count("wrong");
            throw ApiException.unauthorized("The code is wrong, was used or has expired.")
                    .header("WWW-Authenticate", "Bearer");
        }
        return attempt.admission();
    }

    /**
     * What became of a code that was compared.
     *
     * @param isAmbiguous whether several have it now: whoever learns that has used up a try
     */
    private record Attempt(@Nullable Admission admission, boolean isAmbiguous) {}

    /** Rows are locked in one order. Whatever is refused here was not compared, and not counted. */
    private void countTry(@Nullable String email, String source) {
        if (email != null) {
            take(WRONG_FOR_EMAIL, email, "Try again in ten minutes, or follow the link in the mail.");
            take(WRONG_FOR_EMAIL_IN_A_DAY, email, "Until tomorrow, follow the link in the mail.");
        }
        take(WRONG_FROM_SOURCE, source, "Try again in ten minutes, or follow the link in the mail.");
        if (email == null && counts.take(WRONG_FOR_ALL, "").isPresent()) {
            countLocked(WRONG_FOR_ALL);
            throw emailIsNeeded();
        }
    }

    private void take(Limit limit, String what, String advice) {
        counts.take(limit, what).ifPresent(end -> {
            countLocked(limit);
            throw ApiException.of(ErrorCode.RATE_LIMITED, "Too many wrong codes. " + advice)
                    .retryAfter(Duration.between(clock.instant(), end));
        });
    }

    private void countLocked(Limit limit) {
        count(limit.kind().replace("wrong", "locked"));
    }

    private static ApiException emailIsNeeded() {
        return ApiException.invalid("email", "is needed with this code");
    }

    private List<UUID> accountsOf(byte[] hash, @Nullable String email) {
        return jdbc.sql(ACCOUNT + """
                         and s.code_hash = :hash and s.code_expires_at > :now
                            and (cast(:email as text) is null or a.email = :email)
                        limit 2
                        """)
                .param("hash", hash)
                .param("now", parameter(clock.instant()))
                .param("email", email)
                .query((row, number) -> uuid(row, "account_id"))
                .list();
    }

    /** Lets in whoever has the link's token. */
    Admission byLink(String token, @Nullable String district) {
        var hash = OneTimeToken.hash(token);
        var admission = transaction.execute(status -> accountOf(hash)
                .map(account -> admit(account, district, "link", "link_hash", hash, status))
                .orElse(null));
        if (admission == null) {
            throw ApiException.unauthorized("The link is unknown, was used or has expired. Ask for another mail.")
                    .header("WWW-Authenticate", "Bearer");
        }
        return admission;
    }

    private Optional<UUID> accountOf(byte[] linkHash) {
        return jdbc.sql(ACCOUNT + " and s.link_hash = :hash and s.link_expires_at > :now")
                .param("hash", linkHash)
                .param("now", parameter(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    /** @return null where somebody else was quicker with the same code or link, it was replaced or its person archived just now */
    private @Nullable Admission admit(
            UUID account, @Nullable String district, String by, String column, byte[] hash, TransactionStatus status) {
        var everywhere = inhabitants.of(account);
        if (everywhere.isEmpty()) {
            return null;
        }
        boolean isChosen = district != null && !district.isBlank();
        var chosen = everywhere.stream()
                .filter(one ->
                        isChosen ? one.district().id().toString().equalsIgnoreCase(district) : everywhere.size() == 1)
                .findFirst();
        if (chosen.isEmpty()) {
            status.setRollbackOnly();
            var districts = everywhere.stream()
                    .map(one -> new Admission.District(
                            one.district().id(), one.district().name()))
                    .toList();
            return new Choice(districts, isChosen);
        }
        int used = jdbc.sql("delete from portal_sign_in where account_id = ? and " + column + " = ?")
                .params(account, hash)
                .update();
        return used == 0 ? null : begin(chosen.get(), by).map(Admitted::new).orElse(null);
    }

    /**
     * Holds the person and the account until the session is there: whoever changes the address, archives, or sets a password anew at the
     * same time either finds it and ends it, or is waited for and then seen.
     *
     * @return empty where they are that person no more
     */
    private Optional<SignedIn> begin(Inhabitant inhabitant, String by) {
        var token = PortalToken.random();
        var now = clock.instant();
        var person = inhabitant.person();
        int begun = jdbc.sql("""
                        insert into portal_session (token_hash, organization_id, person_id, account_id, created_at, expires_at)
                        select ?, p.organization_id, p.id, a.id, ?, ?
                        from person p join account a on a.id = p.account_id
                        where p.organization_id = ? and p.id = ? and p.account_id = ? and p.archived_at is null
                        for share
                        """)
                .params(
                        token.hash(),
                        parameter(now),
                        parameter(now.plus(SESSION_LIFE)),
                        inhabitant.district().id(),
                        person.id(),
                        inhabitant.account())
                .update();
        if (begun == 0) {
            return Optional.empty();
        }
        audit.record(
                inhabitant.organization(),
                Actor.Kind.ACCOUNT,
                inhabitant.account(),
                person.email(),
                "person.signed_in",
                person.id(),
                Map.of("by", by));
        metrics.counter("laurel.ingress.portal.sign-ins", "by", by).increment();
        return Optional.of(new SignedIn(true, token.text(), person, inhabitant.district()));
    }

    /** Ends the session of the token; an unknown one is nobody's. */
    void end(PortalToken token) {
        jdbc.sql("update portal_session set ended_at = ? where token_hash = ? and ended_at is null")
                .params(parameter(clock.instant()), token.hash())
                .update();
    }

    private void count(String why) {
        metrics.counter("laurel.ingress.portal.refusals", "why", why).increment();
    }
}
