package io.laurel.ingress.audit;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows an organization what was done in it. */
@RestController
class AuditController {

    private final AuditEntries entries;

    AuditController(AuditEntries entries) {
        this.entries = entries;
    }

    @AllowedTo(Audience.ADMIN)
    @GetMapping("/api/organizations/{orgId}/audit-log")
    Page<AuditEntry> list(
            Member member,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request) {
        var filter = new AuditEntries.Filter(action, actor, time("from", from), time("to", to));
        return entries.list(member.organization(), filter, PageRequest.of(request));
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.invalid(field, "must be a time such as 2026-01-15T10:00:00.000Z");
        }
    }
}
