package io.laurel.ingress.mail;

import io.laurel.contracts.ResendCredentialMail;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.web.ApiException;
import io.laurel.web.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for the mail about a credential once more. What it answers is what the notifier then does. */
@RestController
class MailAgainController {

    private final CredentialMails mails;
    private final Broker broker;
    private final AuditLog audit;
    private final Clock clock;

    MailAgainController(CredentialMails mails, Broker broker, AuditLog audit, Clock clock) {
        this.mails = mails;
        this.broker = broker;
        this.audit = audit;
        this.clock = clock;
    }

    /** The mail will be sent. */
    record Asked(UUID id, String status) {}

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/credentials/{id}/resend-email")
    ResponseEntity<Asked> resend(Member member, @PathVariable String id) {
        var now = clock.instant();
        var credential = mails.credential(member.organization(), id)
                .orElseThrow(() -> ApiException.notFound("There is no credential with this id."));
        requireWorthAMail(credential, now);
        var last = mails.last(credential.id())
                .orElseThrow(() -> ApiException.conflict("The first mail about the credential is on its way."));
        if (last.isOnItsWay()) {
            throw ApiException.conflict("The mail is on its way already.");
        }
        if (last.sentAt() != null) {
            requireCooledDown(last.sentAt(), now);
        }
        audit.record(member, "credential.email_resent", credential.id().toString());
        broker.send(new ResendCredentialMail(last.id(), member.organization(), credential.id(), now));
        return ResponseEntity.accepted().body(new Asked(credential.id().value(), "queued"));
    }

    private static void requireWorthAMail(CredentialMails.About credential, Instant now) {
        if (!credential.mailsAreSent()) {
            throw ApiException.conflict("The organization has switched its mails off.");
        }
        if (credential.revokedAt() != null) {
            throw ApiException.conflict("The credential is revoked: nobody is mailed about it.");
        }
        if (credential.expiresAt() != null && !credential.expiresAt().isAfter(now)) {
            throw ApiException.conflict("The credential has expired: nobody is mailed about it.");
        }
    }

    private static void requireCooledDown(Instant sentAt, Instant now) {
        var again = sentAt.plus(ResendCredentialMail.COOLDOWN);
        if (again.isAfter(now)) {
            throw ApiException.conflict(
                            "The mail was sent at " + Timestamps.format(sentAt) + ". It can be sent again from "
                                    + Timestamps.format(again) + " on.",
                            Map.of("availableAt", Timestamps.format(again)))
                    .retryAfter(Duration.between(now, again));
        }
    }
}
