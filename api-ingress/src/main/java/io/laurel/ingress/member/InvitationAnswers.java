package io.laurel.ingress.member;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.UuidText;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Role;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an invited person sees and answers. An invitation is found by the token of its mail or, by who is signed in with the
 * invited address, by its id: either shows that the mailbox is theirs.
 */
@Component
public class InvitationAnswers {

    private static final String OPEN = """
            select i.id, i.organization_id, o.name as organization, i.email, i.role, i.expires_at, i.created_at,
                a.first_name || ' ' || a.last_name as invited_by
            from invitation i
            join organization o on o.id = i.organization_id
            join account a on a.id = i.invited_by
            where i.state = 'open' and i.expires_at > :now
            """;

    private final JdbcClient jdbc;
    private final OrganizationLock lock;
    private final Owners owners;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InvitationAnswers(
            JdbcClient jdbc,
            OrganizationLock lock,
            Owners owners,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.owners = owners;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What an invitation is about. */
    public record Offer(
            UUID id,
            UUID organizationId,
            String organizationName,
            String email,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt) {}

    /** The membership that an invitation led to. */
    public record Joined(UUID organizationId, String organizationName, Role role) {}

    /** The open invitations of an address. */
    Page<Offer> ofAddress(String email, PageRequest page) {
        var rows = jdbc.sql(OPEN + """
                        and i.email = :email
                            and (cast(:beforeTime as timestamptz) is null or (i.created_at, i.id) < (:beforeTime, :beforeId))
                        order by i.created_at desc, i.id desc
                        limit :limit offset :offset
                        """).param("now", parameter(clock.instant())).param("email", email);
        return page.read(
                rows, (row, number) -> offer(row), last -> new Cursor(last.createdAt(), last.id()), () -> count(email));
    }

    private long count(String email) {
        return jdbc.sql("select count(*) from invitation where email = ? and state = 'open' and expires_at > ?")
                .params(email, parameter(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** The invitation whose mail had the token, or whose id it is if that is the address's who asks. */
    public Offer find(String tokenOrId, @Nullable Account asking) {
        return UuidText.parse(tokenOrId)
                .map(id -> byId(id, asking))
                .orElseGet(() -> byToken(tokenOrId))
                .orElseThrow(InvitationAnswers::notFound);
    }

    private Optional<Offer> byToken(String token) {
        return jdbc.sql(OPEN + " and i.token_hash = :token")
                .param("now", parameter(clock.instant()))
                .param("token", OneTimeToken.hash(token))
                .query((row, number) -> offer(row))
                .optional();
    }

    private Optional<Offer> byId(UUID id, @Nullable Account asking) {
        if (asking == null) {
            return Optional.empty();
        }
        return jdbc.sql(OPEN + " and i.id = :id and i.email = :email")
                .param("now", parameter(clock.instant()))
                .param("id", id)
                .param("email", asking.email())
                .query((row, number) -> offer(row))
                .optional();
    }

    private static ApiException notFound() {
        return ApiException.notFound("There is no such invitation, or it was answered, withdrawn or has expired.");
    }

    /** Makes the invited person a member. */
    public Joined accept(String tokenOrId, Account account) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var offer = find(tokenOrId, account);
            if (!offer.email().equals(account.email())) {
                throw ApiException.of(
                        ErrorCode.EMAIL_MISMATCH,
                        "The invitation is for another address. Sign in with the one that it was sent to.");
            }
            var organization = new OrganizationId(offer.organizationId());
            var held = lock.hold(organization);
            end(offer, "accepted");
            if (offer.role() == Role.OWNER) {
                owners.requireRoom(organization, held.plan());
            }
            join(offer, account);
            record(offer, account.id(), "invitation.accepted");
            return new Joined(offer.organizationId(), held.name(), offer.role());
        }));
    }

    private void join(Offer offer, Account account) {
        int joined = jdbc.sql("""
                        insert into member (organization_id, account_id, role, joined_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(offer.organizationId(), account.id(), offer.role().toString(), parameter(clock.instant()))
                .update();
        if (joined == 0) {
            throw ApiException.conflict("You are a member already.");
        }
    }

    /** Says no, with the token of the mail or signed in with the invited address. */
    public void decline(String tokenOrId, @Nullable Account account) {
        transaction.executeWithoutResult(status -> {
            var offer = find(tokenOrId, account);
            end(offer, "declined");
            record(offer, null, "invitation.declined");
        });
    }

    /** Only one of two answers at once finds it open; and a token that was replaced meanwhile was still its own. */
    private void end(Offer offer, String state) {
        var now = parameter(clock.instant());
        int ended = jdbc.sql("""
                        update invitation set state = ?, ended_at = ?
                        where id = ? and state = 'open' and expires_at > ?
                        """).params(state, now, offer.id(), now).update();
        if (ended == 0) {
            throw notFound();
        }
    }

    private void record(Offer offer, @Nullable UUID account, String action) {
        audit.record(
                new OrganizationId(offer.organizationId()),
                Actor.Kind.ACCOUNT,
                account,
                offer.email(),
                action,
                offer.id().toString(),
                Map.of("email", offer.email(), "role", offer.role()));
    }

    private static Offer offer(ResultSet row) throws SQLException {
        return new Offer(
                uuid(row, "id"),
                uuid(row, "organization_id"),
                row.getString("organization"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getString("invited_by"),
                instant(row, "created_at"),
                instant(row, "expires_at"));
    }
}
