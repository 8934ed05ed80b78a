package io.laurel.ingress.mail;

import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.EventId;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.credential.CredentialKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of a credential and of the mails about it. */
@Component
class CredentialMails {

    private final JdbcClient jdbc;

    CredentialMails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param mailsAreSent whether its organization wants its people to be mailed at all */
    @SuppressWarnings("MissingSummary")
    record About(
            CredentialId id,
            @Nullable Instant revokedAt,
            @Nullable Instant expiresAt,
            boolean mailsAreSent) {}

    /** The organization's credential of this id, short or long. */
    Optional<About> credential(OrganizationId organization, String id) {
        return CredentialKey.parse(id).flatMap(key -> find(organization, key));
    }

    private Optional<About> find(OrganizationId organization, CredentialKey key) {
        return jdbc.sql("""
                        select c.id, c.revoked_at, c.expires_at, o.email_enabled
                        from credential c
                        join organization o on o.id = c.organization_id
                        where c.organization_id = :organization and %s
                        """.formatted(key.condition()))
                .param("organization", organization.value())
                .param("id", key.parameter())
                .query((row, n) -> new About(
                        new CredentialId(uuid(row, "id")),
                        instantOrNull(row, "revoked_at"),
                        instantOrNull(row, "expires_at"),
                        row.getBoolean("email_enabled")))
                .optional();
    }

    /**
     * A mail about a credential.
     *
     * @param isOnItsWay whether it is still to be sent, for the first time or after it was deferred
     * @param sentAt null unless the mail server took it
     */
    record Mail(EventId id, boolean isOnItsWay, @Nullable Instant sentAt) {}

    /** The last one; absent only in the moment before the notifier has heard of the credential. */
    Optional<Mail> last(CredentialId credential) {
        return jdbc.sql("""
                        select m.event_id, m.state, m.sent_at
                        from (
                            select event_id, state, sent_at, created_at from notification where event_id = :first
                            union all
                            select event_id, state, sent_at, created_at from notification
                            where credential_id = :credential and follows is not null
                        ) m
                        order by m.created_at desc
                        limit 1
                        """)
                .param("first", CredentialIssued.eventIdOf(credential).value())
                .param("credential", credential.value())
                .query((row, n) -> new Mail(
                        new EventId(uuid(row, "event_id")),
                        "due".equals(row.getString("state")),
                        instantOrNull(row, "sent_at")))
                .optional();
    }
}
