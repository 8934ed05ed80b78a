package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person is told about an account or an organization, by mail, once; the value of {@link Topics#ACCOUNT_NOTICES}.
 *
 * <p>The sender gives the id: the same id is the same notice, however often it is sent. A link may carry a token that lets
 * its holder in, as a code does, so no notice prints them, and the notifier forgets them once the mail is sent or given up.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Notice.VerifyAddress.class, name = "VerifyAddress"),
    @JsonSubTypes.Type(value = Notice.AddressTaken.class, name = "AddressTaken"),
    @JsonSubTypes.Type(value = Notice.ResetPassword.class, name = "ResetPassword"),
    @JsonSubTypes.Type(value = Notice.SignInCode.class, name = "SignInCode"),
    @JsonSubTypes.Type(value = Notice.Invited.class, name = "Invited"),
    @JsonSubTypes.Type(value = Notice.RoleChanged.class, name = "RoleChanged"),
    @JsonSubTypes.Type(value = Notice.OrganizationReviewed.class, name = "OrganizationReviewed"),
    @JsonSubTypes.Type(value = Notice.MemberRemoved.class, name = "MemberRemoved"),
    @JsonSubTypes.Type(value = Notice.PlanChanged.class, name = "PlanChanged"),
    @JsonSubTypes.Type(value = Notice.GrantEnded.class, name = "GrantEnded"),
    @JsonSubTypes.Type(value = Notice.DomainUnverified.class, name = "DomainUnverified"),
    @JsonSubTypes.Type(value = Notice.WebhookInTrouble.class, name = "WebhookInTrouble")
})
public sealed interface Notice {

    UUID id();

    Recipient to();

    /** Notices to one address share this key and so arrive in their order. */
    default String key() {
        return to().email();
    }

    /** What a member may do; the names are the API's, in upper case. */
    enum Role {
        OWNER,
        ADMIN,
        ISSUER,
        VIEWER
    }

    /** What the platform's administrator decided of an organization; the names are the API's, in upper case. */
    enum Status {
        APPROVED,
        REJECTED,
        SUSPENDED
    }

    /**
     * Someone registered with this address: is it theirs?
     *
     * @param link proves it when followed
     */
    record VerifyAddress(UUID id, Recipient to, URI link) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * Someone registered with an address that has an account already: nothing was made, the owner may sign in or set a new
     * password.
     *
     * @param link where to do that
     */
    record AddressTaken(UUID id, Recipient to, URI link) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * A new password was asked for.
     *
     * @param link where to choose it
     */
    record ResetPassword(UUID id, Recipient to, URI link) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * Someone wants to sign in to the portal without a password.
     *
     * @param code to be typed where it was asked for
     * @param link does the same when followed
     */
    record SignInCode(UUID id, Recipient to, String code, URI link) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * Someone is asked to join an organization.
     *
     * @param inviterName who asks
     * @param link where to accept or decline
     */
    record Invited(UUID id, Recipient to, String organizationName, String inviterName, Role role, URI link)
            implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /** A member may do more, or less, than before. */
    record RoleChanged(UUID id, Recipient to, String organizationName, Role role) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * An organization was approved, rejected or suspended.
     *
     * @param reason in the words of the platform's administrator; null where none was given
     * @param link where to go on
     */
    record OrganizationReviewed(
            UUID id,
            Recipient to,
            String organizationName,
            Status status,
            @Nullable String reason,
            URI link) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /** What an organization subscribes to; the names are the API's, in upper case. */
    enum Plan {
        FREE,
        PROFESSIONAL,
        ENTERPRISE
    }

    /** What is wrong with a webhook. */
    enum Trouble {
        /** It has taken nothing for as long as a delivery is tried, so events are being lost. */
        FAILING,
        /** It has taken nothing for so long that it is not called any more. */
        STOPPED,
        /** It said itself that it wants no more. */
        GONE
    }

    /** Somebody is no longer a member, and did not leave by themselves. */
    record MemberRemoved(UUID id, Recipient to, String organizationName) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * An organization has another plan.
     *
     * @param until when it ends by itself; null where it does not
     */
    record PlanChanged(
            UUID id,
            Recipient to,
            String organizationName,
            Plan plan,
            @Nullable Instant until) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * A plan that was granted for a time has ended.
     *
     * @param plan the one that ended
     */
    record GrantEnded(UUID id, Recipient to, String organizationName, Plan plan) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * A domain does not count as the organization's any more.
     *
     * @param domain as people write it
     */
    record DomainUnverified(UUID id, Recipient to, String organizationName, String domain) implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    /**
     * A webhook takes nothing.
     *
     * @param host where it is; the rest of its address may hold a password
     */
    record WebhookInTrouble(UUID id, Recipient to, String organizationName, String host, Trouble trouble)
            implements Notice {
        @Override
        public String toString() {
            return withoutContent(this);
        }
    }

    private static String withoutContent(Notice notice) {
        return notice.getClass().getSimpleName() + " " + notice.id();
    }
}
