package io.laurel.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.EventId;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.WebhookId;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what became of an endpoint's deliveries, and asks the notifier for one more. */
@RestController
class DeliveryController {

    private static final Set<String> STATES = Set.of("pending", "delivered", "failed");
    private static final Pattern EVENT = Pattern.compile("evt_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final Webhooks webhooks;
    private final DeliveryLog log;
    private final Broker broker;
    private final AuditLog audit;
    private final Clock clock;

    DeliveryController(Webhooks webhooks, DeliveryLog log, Broker broker, AuditLog audit, Clock clock) {
        this.webhooks = webhooks;
        this.log = log;
        this.broker = broker;
        this.audit = audit;
        this.clock = clock;
    }

    /** The delivery that was asked for: it is listed under this id. */
    record Asked(String id, String state) {}

    @AllowedTo(Audience.ADMIN)
    @GetMapping("/api/organizations/{orgId}/webhooks/{webhookId}/deliveries")
    Page<DeliveryLog.Delivery> list(
            Member member,
            @PathVariable UUID webhookId,
            @RequestParam(required = false) @Nullable String state,
            HttpServletRequest request) {
        if (state != null && !STATES.contains(state)) {
            throw ApiException.invalid("state", "must be pending, delivered or failed");
        }
        var webhook = webhooks.get(member.organization(), webhookId);
        return log.list(webhook.id(), state, PageRequest.of(request));
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend")
    ResponseEntity<Asked> resend(Member member, @PathVariable UUID webhookId, @PathVariable String deliveryId) {
        WebhookController.requireEnterprise(member);
        var webhook = requireCalled(webhooks.get(member.organization(), webhookId));
        var delivery = find(webhook, deliveryId);
        if (delivery.endedAt() == null) {
            throw ApiException.conflict("The delivery is still being tried.");
        }
        // Before it is asked for: what was done without an entry would be nowhere.
        audit.record(member, "webhook.delivery_resent", webhook.id().toString(), Map.of("delivery", delivery.id()));
        // Of several requests that saw the delivery end the same time, one is carried out.
        var request =
                UUID.nameUUIDFromBytes((webhook.id() + "/" + delivery.id() + "/" + delivery.endedAt()).getBytes(UTF_8));
        broker.send(new ResendDelivery(
                request,
                member.organization(),
                new WebhookId(webhook.id()),
                new EventId(delivery.event()),
                clock.instant()));
        return ResponseEntity.accepted().body(new Asked(delivery.id(), "pending"));
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/webhooks/{webhookId}/test")
    ResponseEntity<Asked> test(Member member, @PathVariable UUID webhookId) {
        WebhookController.requireEnterprise(member);
        var webhook = requireCalled(webhooks.get(member.organization(), webhookId));
        var event = SendTestEvent.randomEvent();
        audit.record(member, "webhook.tested", webhook.id().toString());
        broker.send(new SendTestEvent(event, member.organization(), new WebhookId(webhook.id()), clock.instant()));
        return ResponseEntity.accepted().body(new Asked("evt_" + event, "pending"));
    }

    private DeliveryLog.Delivery find(Webhook webhook, String deliveryId) {
        var event = EVENT.matcher(deliveryId);
        if (event.matches()) {
            var found = log.find(webhook.id(), UUID.fromString(event.group(1)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw ApiException.notFound("There is no delivery with this id.");
    }

    /** What is switched off or stopped would wait a day and fail. */
    private static Webhook requireCalled(Webhook webhook) {
        if (webhook.status() == Webhook.Status.INACTIVE || webhook.status() == Webhook.Status.STOPPED) {
            throw ApiException.conflict(
                    "The webhook is " + webhook.status() + ": switch it on first, by a PATCH with isActive true.");
        }
        return webhook;
    }
}
