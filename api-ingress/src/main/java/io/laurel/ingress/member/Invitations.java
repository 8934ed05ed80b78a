package io.laurel.ingress.member;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Role;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.member.Invitation.Status;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The invitations of an organization. Whether the invited address has an account makes no difference to what the inviter is
 * told.
 */
@Component
class Invitations {

    static final Duration LIFE = Duration.ofDays(7);

    private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);

    /** A mail to a stranger costs its sender nothing, so there is an end to them. */
    private static final int MOST_OPEN = 100;

    private static final String COLUMNS = """
            i.id, i.email, i.role, i.created_at, i.expires_at, a.first_name || ' ' || a.last_name as invited_by
            """;

    private final JdbcClient jdbc;
    private final OrganizationLock lock;
    private final Owners owners;
    private final AuditLog audit;
    private final Broker broker;
    private final PublicAddresses addresses;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Invitations(
            JdbcClient jdbc,
            OrganizationLock lock,
            Owners owners,
            AuditLog audit,
            Broker broker,
            PublicAddresses addresses,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.owners = owners;
        this.audit = audit;
        this.broker = broker;
        this.addresses = addresses;
        this.transaction = transaction;
        this.clock = clock;
    }

    Page<Invitation> list(Member admin, PageRequest page) {
        var rows = jdbc.sql("select " + COLUMNS + """
                        from invitation i join account a on a.id = i.invited_by
                        where i.organization_id = :organization and i.state = 'open'
                            and (cast(:beforeTime as timestamptz) is null or (i.created_at, i.id) < (:beforeTime, :beforeId))
                        order by i.created_at desc, i.id desc
                        limit :limit offset :offset
                        """)
                .param("organization", admin.organization().value());
        return page.read(
                rows,
                (row, number) -> invitation(row),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> countOpen(admin.organization()));
    }

    private int countOpen(OrganizationId organization) {
        return jdbc.sql("select count(*) from invitation where organization_id = ? and state = 'open'")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    /** Invites somebody; the mail is on its way when this returns. */
    Invitation invite(Member inviter, Wanted wanted) {
        requireMayInvite(inviter, wanted.role());
        return Objects.requireNonNull(transaction.execute(status -> {
            var organization = inviter.organization();
            var held = lock.hold(organization);
            requireNoMember(organization, wanted.email());
            withdrawExpired(organization);
            requireNoInvitation(organization, wanted.email());
            requireTimeSinceTheLast(organization, wanted.email());
            if (wanted.role() == Role.OWNER) {
                owners.requireRoomToInvite(organization, held.plan());
            }
            var token = OneTimeToken.random();
            var invitation = insert(inviter, wanted, token);
            audit.record(inviter, "invitation.sent", invitation.id().toString(), details(invitation));
            // Last, so that no invitation stays without its mail.
            mail(inviter, held.name(), invitation, token);
            return invitation;
        }));
    }

    /** Taking an invitation back and making it again is no way around the time between mails. */
    private void requireTimeSinceTheLast(OrganizationId organization, String email) {
        boolean isTooSoon = jdbc.sql("""
                        select exists (select from invitation where organization_id = ? and email = ? and expires_at > ?)
                        """)
                .params(
                        organization.value(),
                        email,
                        parameter(clock.instant().plus(LIFE).minus(BETWEEN_MAILS)))
                .query(Boolean.class)
                .single();
        if (isTooSoon) {
            throw ApiException.of(
                            ErrorCode.RATE_LIMITED, "This address was invited a moment ago. Try again in a minute.")
                    .retryAfter(BETWEEN_MAILS);
        }
    }

    private static void requireMayInvite(Member inviter, Role role) {
        if (role == Role.OWNER && inviter.role() != Role.OWNER) {
            throw ApiException.forbidden("Only an owner invites owners.");
        }
    }

    private void requireNoMember(OrganizationId organization, String email) {
        boolean isMember = jdbc.sql("""
                        select exists (select from member m join account a on a.id = m.account_id
                            where m.organization_id = ? and a.email = ?)
                        """)
                .params(organization.value(), email)
                .query(Boolean.class)
                .single();
        if (isMember) {
            throw ApiException.conflict("This person is a member already.");
        }
    }

    private void withdrawExpired(OrganizationId organization) {
        var now = parameter(clock.instant());
        jdbc.sql("""
                        update invitation set state = 'withdrawn', ended_at = expires_at
                        where organization_id = ? and state = 'open' and expires_at <= ?
                        """).params(organization.value(), now).update();
    }

    private void requireNoInvitation(OrganizationId organization, String email) {
        boolean isInvited = jdbc.sql("""
                        select exists (select from invitation where organization_id = ? and email = ? and state = 'open')
                        """)
                .params(organization.value(), email)
                .query(Boolean.class)
                .single();
        if (isInvited) {
            throw ApiException.conflict("This person is invited already: resend or withdraw that invitation.");
        }
        if (countOpen(organization) >= MOST_OPEN) {
            throw ApiException.conflict("There are %d open invitations: withdraw one first.".formatted(MOST_OPEN));
        }
    }

    private Invitation insert(Member inviter, Wanted wanted, OneTimeToken token) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var now = clock.instant();
        var end = now.plus(LIFE);
        jdbc.sql("""
                        insert into invitation
                            (id, organization_id, email, role, token_hash, invited_by, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        inviter.organization().value(),
                        wanted.email(),
                        wanted.role().toString(),
                        token.hash(),
                        inviter.account().id(),
                        parameter(now),
                        parameter(end))
                .update();
        return new Invitation(
                id,
                wanted.email(),
                wanted.role(),
                Status.OPEN,
                inviter.account().name(),
                now,
                end);
    }

    /** Mails another link, which makes the earlier one worthless. */
    Invitation resend(Member inviter, UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var held = lock.hold(inviter.organization());
            var invitation = get(inviter, id);
            requireMayInvite(inviter, invitation.role());
            requireTimeSinceTheMail(invitation);
            var token = OneTimeToken.random();
            var end = clock.instant().plus(LIFE);
            jdbc.sql("update invitation set token_hash = ?, expires_at = ? where id = ?")
                    .params(token.hash(), parameter(end), id)
                    .update();
            audit.record(inviter, "invitation.resent", id.toString(), details(invitation));
            mail(inviter, held.name(), invitation, token);
            return new Invitation(
                    id,
                    invitation.email(),
                    invitation.role(),
                    Status.OPEN,
                    invitation.invitedBy(),
                    invitation.createdAt(),
                    end);
        }));
    }

    private void requireTimeSinceTheMail(Invitation invitation) {
        var next = invitation.expiresAt().minus(LIFE).plus(BETWEEN_MAILS);
        var now = clock.instant();
        if (now.isBefore(next)) {
            throw ApiException.of(ErrorCode.RATE_LIMITED, "The mail was sent a moment ago. Try again in a minute.")
                    .retryAfter(Duration.between(now, next));
        }
    }

    /** Takes an invitation back. */
    void withdraw(Member admin, UUID id) {
        transaction.executeWithoutResult(status -> {
            lock.hold(admin.organization());
            var invitation = get(admin, id);
            jdbc.sql("update invitation set state = 'withdrawn', ended_at = ? where id = ? and state = 'open'")
                    .params(parameter(clock.instant()), id)
                    .update();
            audit.record(admin, "invitation.withdrawn", id.toString(), details(invitation));
        });
    }

    private Invitation get(Member admin, UUID id) {
        return jdbc.sql("select " + COLUMNS + """
                        from invitation i join account a on a.id = i.invited_by
                        where i.id = ? and i.organization_id = ? and i.state = 'open'
                        for update of i
                        """)
                .params(id, admin.organization().value())
                .query((row, number) -> invitation(row))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no open invitation with this id."));
    }

    private Invitation invitation(ResultSet row) throws SQLException {
        Instant end = instant(row, "expires_at");
        return new Invitation(
                uuid(row, "id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                clock.instant().isBefore(end) ? Status.OPEN : Status.EXPIRED,
                row.getString("invited_by"),
                instant(row, "created_at"),
                end);
    }

    private static Map<String, ?> details(Invitation invitation) {
        return Map.of("email", invitation.email(), "role", invitation.role());
    }

    private void mail(Member inviter, String organization, Invitation invitation, OneTimeToken token) {
        broker.send(new Notice.Invited(
                UuidCreator.getTimeOrderedEpoch(),
                new Recipient(RecipientRules.nameOf(invitation.email()), invitation.email()),
                organization,
                inviter.account().name(),
                Notice.Role.valueOf(invitation.role().name()),
                URI.create(addresses.base() + "/account/invitation?token=" + token.text())));
    }
}
