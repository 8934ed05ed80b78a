package io.laurel.notifier.mail;

import io.laurel.contracts.Notice;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the mail that a notice asks for, as HTML and as plain text. The same notice always makes the same Message-ID. */
@Component
public final class NoticeComposer {

    private static final String SENDER = "Laurel";

    private final Session session;
    private final MailSettings settings;
    private final Clock clock;
    private final Letter verifyAddress = new Letter("notice/verify-address");
    private final Letter addressTaken = new Letter("notice/address-taken");
    private final Letter resetPassword = new Letter("notice/reset-password");
    private final Letter invited = new Letter("notice/invited");
    private final Letter roleChanged = new Letter("notice/role-changed");
    private final Letter approved = new Letter("notice/approved");
    private final Letter rejected = new Letter("notice/rejected");
    private final Letter suspended = new Letter("notice/suspended");

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
        message.setAddressee(notice.to().email(), content.recipient());
        message.setLetter(letter(notice), content);
        return message;
    }

    private Letter letter(Notice notice) {
        return switch (notice) {
            case Notice.VerifyAddress _ -> verifyAddress;
            case Notice.AddressTaken _ -> addressTaken;
            case Notice.ResetPassword _ -> resetPassword;
            case Notice.Invited _ -> invited;
            case Notice.RoleChanged _ -> roleChanged;
            case Notice.OrganizationReviewed reviewed ->
                switch (reviewed.status()) {
                    case APPROVED -> approved;
                    case REJECTED -> rejected;
                    case SUSPENDED -> suspended;
                };
        };
    }

    private static Content content(Notice notice) {
        var to = OneLine.of(notice.to().name());
        return switch (notice) {
            case Notice.VerifyAddress verify -> new Content(to, null, null, null, null, null, verify.link());
            case Notice.AddressTaken taken -> new Content(to, null, null, null, null, null, taken.link());
            case Notice.ResetPassword reset -> new Content(to, null, null, null, null, null, reset.link());
            case Notice.Invited invited ->
                new Content(
                        to,
                        OneLine.of(invited.organizationName()),
                        OneLine.of(invited.inviterName()),
                        named(invited.role()),
                        allows(invited.role()),
                        null,
                        invited.link());
            case Notice.RoleChanged changed ->
                new Content(
                        to,
                        OneLine.of(changed.organizationName()),
                        null,
                        named(changed.role()),
                        allows(changed.role()),
                        null,
                        null);
            case Notice.OrganizationReviewed reviewed ->
                new Content(
                        to,
                        OneLine.of(reviewed.organizationName()),
                        null,
                        null,
                        null,
                        reviewed.reason() == null ? null : OneLine.of(reviewed.reason()),
                        reviewed.link());
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

    /** What the templates can show. */
    private record Content(
            String recipient,
            @Nullable String organization,
            @Nullable String inviter,
            @Nullable String role,
            @Nullable String allows,
            @Nullable String reason,
            @Nullable URI link) {}
}
