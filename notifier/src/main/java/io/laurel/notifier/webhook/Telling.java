package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortEvent;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.EventId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.ShortId;
import io.laurel.web.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts what happened into the words of the webhooks' contract. */
@Component
class Telling {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PublicAddresses addresses;

    Telling(PublicAddresses addresses) {
        this.addresses = addresses;
    }

    /** What subscribers are told; nothing of what is no concern of theirs. */
    Optional<WebhookEvent> of(CredentialEvent event) {
        return switch (event) {
            case CredentialIssued issued -> Optional.of(issued(issued));
            case CredentialClaimed claimed -> Optional.of(claimed(claimed));
            case CredentialRevoked revoked -> Optional.of(revoked(revoked));
            case CredentialExpired expired -> Optional.of(expired(expired));
            case CredentialEncoded _ -> Optional.empty();
        };
    }

    WebhookEvent of(CohortEvent event) {
        return switch (event) {
            case CohortCompleted completed -> completed(completed);
        };
    }

    WebhookEvent of(SendTestEvent task) {
        return event(
                task.eventId(),
                task.organizationId(),
                WebhookEvent.TEST,
                task.requestedAt(),
                Map.of("webhookId", task.webhookId().toString()));
    }

    private WebhookEvent issued(CredentialIssued event) {
        var older = event.supersedes();
        var data = credential(
                event.shortId(),
                event.credentialId(),
                event.badgeId(),
                event.recipient().email());
        data.put("recipientName", event.recipient().name());
        data.put("issuanceDate", Timestamps.format(event.issuedAt()));
        data.put("expirationDate", event.expiresAt() == null ? null : Timestamps.format(event.expiresAt()));
        data.put(
                "supersedesCredentialId", older == null ? null : older.shortId().value());
        data.put(
                "supersedesCredentialUuid",
                older == null ? null : older.credentialId().toString());
        return event(
                event.eventId(),
                event.organizationId(),
                older == null ? "credential.issued" : "credential.renewed",
                event.issuedAt(),
                data);
    }

    private WebhookEvent claimed(CredentialClaimed event) {
        var data = credential(event.shortId(), event.credentialId(), event.badgeId(), event.recipientEmail());
        data.put("claimedAt", Timestamps.format(event.claimedAt()));
        return event(event.eventId(), event.organizationId(), "credential.claimed", event.claimedAt(), data);
    }

    private WebhookEvent revoked(CredentialRevoked event) {
        var data = credential(event.shortId(), event.credentialId(), event.badgeId(), event.recipientEmail());
        data.put("revokedAt", Timestamps.format(event.revokedAt()));
        data.put("reason", event.reason());
        return event(event.eventId(), event.organizationId(), "credential.revoked", event.revokedAt(), data);
    }

    private WebhookEvent expired(CredentialExpired event) {
        var data = credential(event.shortId(), event.credentialId(), event.badgeId(), event.recipientEmail());
        data.put("expirationDate", Timestamps.format(event.expiredAt()));
        return event(event.eventId(), event.organizationId(), "credential.expired", event.expiredAt(), data);
    }

    private static WebhookEvent completed(CohortCompleted event) {
        var counts = event.counts();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("bulkJobId", event.cohortId().toString());
        data.put("badgeId", event.badgeId().toString());
        data.put("status", event.status().name().toLowerCase(Locale.ROOT));
        data.put("failure", event.failure());
        data.put("total", counts.total());
        data.put("successful", counts.successful());
        data.put("renewed", counts.renewed());
        data.put("skipped", counts.skipped());
        data.put("failed", counts.failed());
        data.put("invalid", counts.invalid());
        data.put("finishedAt", Timestamps.format(event.finishedAt()));
        return event(event.eventId(), event.organizationId(), "bulk_issuance.completed", event.finishedAt(), data);
    }

    private Map<String, @Nullable Object> credential(
            ShortId shortId, CredentialId id, BadgeId badge, String recipientEmail) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("credentialId", shortId.value());
        data.put("credentialUuid", id.toString());
        data.put("badgeId", badge.toString());
        data.put("recipientEmail", recipientEmail);
        data.put("verificationUrl", addresses.verification(shortId).toString());
        return data;
    }

    private static WebhookEvent event(
            EventId id,
            OrganizationId organization,
            String type,
            Instant at,
            Map<String, ? extends @Nullable Object> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", WebhookEvent.publicId(id));
        body.put("type", type);
        body.put("createdAt", Timestamps.format(at));
        body.put("data", data);
        return new WebhookEvent(id, organization, type, at, new String(JSON.writeValueAsBytes(body), UTF_8));
    }
}
