package io.laurel.notifier.mail;

import io.laurel.contracts.Notice;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the mail that a notice asks for, as HTML and as plain text. The same notice always makes the same Message-ID. */
@Component
public final class NoticeComposer {

    private static final String SENDER = "Laurel";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Session session;
    private final MailSettings settings;
    private final Clock clock;
    private final Letter verifyAddress = new Letter("notice/verify-address");
    private final Letter addressTaken = new Letter("notice/address-taken");
    private final Letter resetPassword = new Letter("notice/reset-password");
    private final Letter signInCode = new Letter("notice/sign-in-code");
    private final Letter invited = new Letter("notice/invited");
    private final Letter roleChanged = new Letter("notice/role-changed");
    private final Letter approved = new Letter("notice/approved");
    private final Letter rejected = new Letter("notice/rejected");
    private final Letter suspended = new Letter("notice/suspended");
    private final Letter memberRemoved = new Letter("notice/member-removed");
    private final Letter planChanged = new Letter("notice/plan-changed");
    private final Letter grantEnded = new Letter("notice/grant-ended");
    private final Letter domainUnverified = new Letter("notice/domain-unverified");
    private final Letter webhookInTrouble = new Letter("notice/webhook-in-trouble");

    NoticeComposer(MailServer server, MailSettings settings, Clock clock) {
        this.session = server.session();
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Composes a mail, ready to be sent.
     *
     * @throws MessagingException when the recipient's address cannot be written to
     */
    public MimeMessage compose(Notice notice) throws MessagingException {
        var content = content(notice);
        var message = new ReadyMessage(session, notice.id(), settings.domain(), clock.instant());
        message.setSender(settings.from(), SENDER);
        message.setAddressee(notice.to().email(), OneLine.of(notice.to().name()));
        message.setLetter(letter(notice), content);
        return message;
    }

    private Letter letter(Notice notice) {
        return switch (notice) {
            case Notice.VerifyAddress _ -> verifyAddress;
            case Notice.AddressTaken _ -> addressTaken;
            case Notice.ResetPassword _ -> resetPassword;
            case Notice.SignInCode _ -> signInCode;
            case Notice.Invited _ -> invited;
            case Notice.RoleChanged _ -> roleChanged;
            case Notice.OrganizationReviewed reviewed ->
                switch (reviewed.status()) {
                    case APPROVED -> approved;
                    case REJECTED -> rejected;
                    case SUSPENDED -> suspended;
                };
            case Notice.MemberRemoved _ -> memberRemoved;
            case Notice.PlanChanged _ -> planChanged;
            case Notice.GrantEnded _ -> grantEnded;
            case Notice.DomainUnverified _ -> domainUnverified;
            case Notice.WebhookInTrouble _ -> webhookInTrouble;
        };
    }

    /** What the templates can show. */
    private static Map<String, Object> content(Notice notice) {
        var content = new HashMap<String, Object>();
        content.put("recipient", OneLine.of(notice.to().name()));
        switch (notice) {
            case Notice.VerifyAddress verify -> content.put("link", verify.link());
            case Notice.AddressTaken taken -> content.put("link", taken.link());
            case Notice.ResetPassword reset -> content.put("link", reset.link());
            case Notice.SignInCode signIn -> {
                content.put("code", signIn.code());
                content.put("link", signIn.link());
            }
            case Notice.Invited invited -> {
                content.put("organization", OneLine.of(invited.organizationName()));
                content.put("inviter", OneLine.of(invited.inviterName()));
                content.put("role", named(invited.role()));
                content.put("allows", allows(invited.role()));
                content.put("link", invited.link());
            }
            case Notice.RoleChanged changed -> {
                content.put("organization", OneLine.of(changed.organizationName()));
                content.put("role", named(changed.role()));
                content.put("allows", allows(changed.role()));
            }
            case Notice.OrganizationReviewed reviewed -> {
                content.put("organization", OneLine.of(reviewed.organizationName()));
                content.put("link", reviewed.link());
                if (reviewed.reason() != null) {
                    content.put("reason", OneLine.of(reviewed.reason()));
                }
            }
            case Notice.MemberRemoved removed -> content.put("organization", OneLine.of(removed.organizationName()));
            case Notice.PlanChanged changed -> {
                content.put("organization", OneLine.of(changed.organizationName()));
                content.put("plan", named(changed.plan()));
                if (changed.until() != null) {
                    content.put("until", DAY.format(changed.until()));
                }
            }
            case Notice.GrantEnded ended -> {
                content.put("organization", OneLine.of(ended.organizationName()));
                content.put("plan", named(ended.plan()));
            }
            case Notice.DomainUnverified unverified -> {
                content.put("organization", OneLine.of(unverified.organizationName()));
                content.put("domain", OneLine.of(unverified.domain()));
            }
            case Notice.WebhookInTrouble webhook -> {
                content.put("organization", OneLine.of(webhook.organizationName()));
                content.put("host", OneLine.of(webhook.host()));
                content.put("state", state(webhook.trouble()));
                content.put("explained", explained(webhook.trouble()));
            }
        }
        return content;
    }

    private static String named(Notice.Plan plan) {
        return switch (plan) {
            case FREE -> "Free";
            case PROFESSIONAL -> "Professional";
            case ENTERPRISE -> "Enterprise";
        };
    }

    private static String state(Notice.Trouble trouble) {
        return switch (trouble) {
            case FAILING -> "is failing";
            case STOPPED, GONE -> "has been stopped";
        };
    }

    private static String explained(Notice.Trouble trouble) {
        return switch (trouble) {
            case FAILING ->
                "It has taken no event for a day, so that events are being lost. It is still called now and "
                        + "then; if it goes on failing, it will be stopped.";
            case STOPPED ->
                "It has taken no event for days, so it is not called any more. Mend it, and switch it on " + "again.";
            case GONE ->
                "It answered that it wants no more events (410 Gone), so it is not called any more. Was that a "
                        + "mistake? Then switch it on again.";
        };
    }

    private static String named(Notice.Role role) {
        return switch (role) {
            case OWNER -> "an Owner";
            case ADMIN -> "an Admin";
            case ISSUER -> "an Issuer";
            case VIEWER -> "a Viewer";
        };
    }

    private static String allows(Notice.Role role) {
        return switch (role) {
            case OWNER -> "Owners do everything: they look after people, keys, plans and all that is issued.";
            case ADMIN -> "Admins manage badges and credentials, revoke, and invite others.";
            case ISSUER -> "Issuers create badges and issue credentials, one or many at a time.";
            case VIEWER -> "Viewers see badges, credentials and how they are used.";
        };
    }
}
