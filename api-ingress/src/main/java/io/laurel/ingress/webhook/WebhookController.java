package io.laurel.ingress.webhook;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoints, for Owners and Admins: a URL may hold a password of the subscriber's, so others do not see it. Who is no longer on
 * the Enterprise plan can look and delete.
 */
@RestController
class WebhookController {

    private final Webhooks webhooks;
    private final WebhookSettings settings;

    WebhookController(Webhooks webhooks, WebhookSettings settings) {
        this.webhooks = webhooks;
        this.settings = settings;
    }

    @AllowedTo(Audience.ADMIN)
    @GetMapping("/api/organizations/{orgId}/webhooks")
    Page<Webhook> list(Member member, HttpServletRequest request) {
        return webhooks.list(member.organization(), PageRequest.of(request));
    }

    @AllowedTo(Audience.ADMIN)
    @GetMapping("/api/organizations/{orgId}/webhooks/{webhookId}")
    Webhook get(Member member, @PathVariable UUID webhookId) {
        return webhooks.get(member.organization(), webhookId);
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/webhooks")
    ResponseEntity<Webhook> add(Member member, @RequestBody WebhookRequest request) {
        requireEnterprise(member);
        var added = webhooks.add(member, request.complete(settings.plainHttp()));
        return ResponseEntity.created(
                        URI.create("/api/organizations/" + member.organization() + "/webhooks/" + added.id()))
                .body(added);
    }

    @AllowedTo(Audience.ADMIN)
    @PatchMapping("/api/organizations/{orgId}/webhooks/{webhookId}")
    Webhook change(Member member, @PathVariable UUID webhookId, @RequestBody WebhookRequest request) {
        requireEnterprise(member);
        return webhooks.change(member, webhookId, request.change(settings.plainHttp()));
    }

    @AllowedTo(Audience.ADMIN)
    @DeleteMapping("/api/organizations/{orgId}/webhooks/{webhookId}")
    ResponseEntity<Void> delete(Member member, @PathVariable UUID webhookId) {
        webhooks.delete(member, webhookId);
        return ResponseEntity.noContent().build();
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/webhooks/{webhookId}/rotate-secret")
    Webhook rotate(Member member, @PathVariable UUID webhookId) {
        requireEnterprise(member);
        return webhooks.rotate(member, webhookId);
    }

    static void requireEnterprise(Member member) {
        if (member.plan() != Plan.ENTERPRISE) {
            throw ApiException.forbidden("Webhooks require Enterprise plan");
        }
    }
}
