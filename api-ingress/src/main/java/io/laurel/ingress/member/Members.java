package io.laurel.ingress.member;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Role;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.ingress.person.Archiving;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The members of an organization. What changes here holds from the next request on, as nobody remembers roles. */
@Component
class Members {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final JdbcClient jdbc;
    private final OrganizationLock lock;
    private final Owners owners;
    private final Archiving portal;
    private final AuditLog audit;
    private final Broker broker;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Members(
            JdbcClient jdbc,
            OrganizationLock lock,
            Owners owners,
            Archiving portal,
            AuditLog audit,
            Broker broker,
            TransactionTemplate transaction,
            Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.lock = lock;
        this.owners = owners;
        this.portal = portal;
        this.audit = audit;
        this.broker = broker;
        this.transaction = transaction;
    }

    Page<OrganizationMember> list(Member asking, PageRequest page) {
        var rows = jdbc.sql("""
                        select a.id, a.first_name || ' ' || a.last_name as name, a.email, m.role, m.joined_at
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = :organization
                            and (cast(:beforeTime as timestamptz) is null or (m.joined_at, a.id) < (:beforeTime, :beforeId))
                        order by m.joined_at desc, a.id desc
                        limit :limit offset :offset
                        """).param("organization", asking.organization().value());
        return page.read(
                rows,
                (row, number) -> member(row),
                last -> new Cursor(last.joinedAt(), last.accountId()),
                () -> count(asking.organization()));
    }

    private long count(OrganizationId organization) {
        return jdbc.sql("select count(*) from member where organization_id = ?")
                .param(organization.value())
                .query(Long.class)
                .single();
    }

    /** What became of a member, and whether they learn it by mail. */
    private record Change(OrganizationMember member, String organizationName, boolean isToBeTold) {

        Recipient recipient() {
            return new Recipient(member.name(), member.email());
        }
    }

    /** Gives somebody another role. An owner stays one until they themselves give it up. */
    OrganizationMember changeRole(Member owner, UUID account, Role role) {
        var change = Objects.requireNonNull(transaction.execute(status -> changeHeld(owner, account, role)));
        if (change.isToBeTold()) {
            tell(new Notice.RoleChanged(
                    UuidCreator.getTimeOrderedEpoch(),
                    change.recipient(),
                    change.organizationName(),
                    Notice.Role.valueOf(change.member().role().name())));
        }
        return change.member();
    }

    private Change changeHeld(Member owner, UUID account, Role role) {
        var organization = owner.organization();
        var held = lock.hold(organization);
        var member = get(organization, account);
        if (member.role() == role) {
            return new Change(member, held.name(), false);
        }
        if (member.role() == Role.OWNER) {
            requireSelf(owner, account);
            owners.requireAnother(organization);
        }
        if (role == Role.OWNER) {
            owners.requireRoom(organization, held.plan());
        }
        jdbc.sql("update member set role = ? where organization_id = ? and account_id = ?")
                .params(role.toString(), organization.value(), account)
                .update();
        audit.record(
                owner,
                "member.role_changed",
                account.toString(),
                Map.of("email", member.email(), "from", member.role(), "to", role));
        return new Change(
                new OrganizationMember(account, member.name(), member.email(), role, member.joinedAt()),
                held.name(),
                true);
    }

    /** Removes somebody: an admin issuers and viewers, an owner admins as well, and anybody themselves. */
    void remove(Member by, UUID account) {
        var removed = Objects.requireNonNull(transaction.execute(status -> {
            var held = lock.hold(by.organization());
            var member = get(by.organization(), account);
            if (!account.equals(by.account().id())) {
                switch (member.role()) {
                    case OWNER -> requireSelf(by, account);
                    case ADMIN -> {
                        if (by.role() != Role.OWNER) {
                            throw ApiException.forbidden("Only an owner removes an admin.");
                        }
                    }
                    case ISSUER, VIEWER -> {}
                }
            }
            delete(by, member);
            return new Change(member, held.name(), !account.equals(by.account().id()));
        }));
        if (removed.isToBeTold()) {
            tell(new Notice.MemberRemoved(
                    UuidCreator.getTimeOrderedEpoch(), removed.recipient(), removed.organizationName()));
        }
    }

    /** Takes back one's own membership. */
    void leave(Member member) {
        remove(member, member.account().id());
    }

    private void delete(Member by, OrganizationMember member) {
        if (member.role() == Role.OWNER) {
            owners.requireAnother(by.organization());
        }
        jdbc.sql("delete from member where organization_id = ? and account_id = ?")
                .params(by.organization().value(), member.accountId())
                .update();
        portal.leave(by, member.accountId());
        // Nobody comes in by the word of who is out.
        jdbc.sql("""
                        update invitation set state = 'withdrawn', ended_at = ?
                        where organization_id = ? and invited_by = ? and state = 'open'
                        """)
                .params(parameter(clock.instant()), by.organization().value(), member.accountId())
                .update();
        audit.record(
                by,
                member.accountId().equals(by.account().id()) ? "member.left" : "member.removed",
                member.accountId().toString(),
                Map.of("email", member.email(), "role", member.role()));
    }

    private static void requireSelf(Member by, UUID account) {
        if (!account.equals(by.account().id())) {
            throw ApiException.forbidden("Nobody but an owner themselves ends their ownership.");
        }
    }

    private OrganizationMember get(OrganizationId organization, UUID account) {
        return jdbc.sql("""
                        select a.id, a.first_name || ' ' || a.last_name as name, a.email, m.role, m.joined_at
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = ? and m.account_id = ?
                        """)
                .params(organization.value(), account)
                .query((row, number) -> member(row))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no such member."));
    }

    private static OrganizationMember member(ResultSet row) throws SQLException {
        return new OrganizationMember(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("email"),
                Role.of(row.getString("role")),
                instant(row, "joined_at"));
    }

    /** After the fact: that a right was taken away must not hang on whether a mail can be sent. */
    private void tell(Notice notice) {
        try {
            broker.send(notice);
        } catch (ApiException e) {
            LOG.warn("a member is not told of a change, which holds all the same", e);
        }
    }
}
