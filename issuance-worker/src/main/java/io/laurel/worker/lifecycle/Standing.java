package io.laurel.worker.lifecycle;

import static io.laurel.worker.lifecycle.Targets.emails;
import static io.laurel.worker.lifecycle.Targets.ids;
import static io.laurel.worker.lifecycle.Targets.organizations;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.LifecycleCommand;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has become of a credential so far, and which requests made it so.
 *
 * @param revocationRequest null where a renewal revoked it
 */
record Standing(
        CredentialId id,
        ShortId shortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        String recipientEmail,
        @Nullable Instant expiresAt,
        @Nullable Instant claimedAt,
        @Nullable UUID claimRequest,
        @Nullable Instant revokedAt,
        @Nullable String revocationReason,
        @Nullable UUID revocationRequest) {

    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Looks up the credential of each command; one that its organization or its recipient does not have is missing. */
    static <C extends LifecycleCommand> Map<C, Standing> of(List<C> commands, JdbcClient jdbc) {
        var standings = new HashMap<C, Standing>();
        jdbc.sql("""
                        select asked.n, c.id, c.short_id, c.organization_id, c.badge_id, c.recipient_email, c.expires_at,
                            c.claimed_at, c.claim_request, c.revoked_at, c.revocation_reason, c.revocation_request
                        from unnest(?::text[], ?::uuid[], ?::uuid[])
                            with ordinality as asked (email, id, organization_id, n)
                        cross join lateral (
                            select id, short_id, organization_id, badge_id, recipient_email, expires_at,
                                claimed_at, claim_request, revoked_at, revocation_reason, revocation_request
                            from credential
                            where recipient_email = asked.email and id = asked.id
                                and organization_id = asked.organization_id
                            offset 0) c
                        """)
                .params(emails(commands), ids(commands), organizations(commands))
                .query(row -> {
                    standings.put(commands.get(row.getInt("n") - 1), of(row));
                });
        return standings;
    }

    private static Standing of(ResultSet row) throws SQLException {
        return new Standing(
                new CredentialId(row.getObject("id", UUID.class)),
                new ShortId(row.getString("short_id")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new BadgeId(row.getObject("badge_id", UUID.class)),
                row.getString("recipient_email"),
                instant(row, "expires_at"),
                instant(row, "claimed_at"),
                row.getObject("claim_request", UUID.class),
                instant(row, "revoked_at"),
                row.getString("revocation_reason"),
                row.getObject("revocation_request", UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
