package io.laurel.ingress.apikey;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes an organization's keys. */
@RestController
class ApiKeyController {

    private static final int DEFAULT_RATE_LIMIT = 60;
    private static final int HIGHEST_RATE_LIMIT = 100_000;

    private final OrganizationKeys keys;

    ApiKeyController(OrganizationKeys keys) {
        this.keys = keys;
    }

    record Wanted(@Nullable String name, @Nullable Integer rateLimitPerMinute) {}

    @AllowedTo(Audience.OWNER)
    @GetMapping("/api/organizations/{orgId}/api-keys")
    Page<ApiKey> list(Member owner, HttpServletRequest request) {
        return keys.list(owner, PageRequest.of(request));
    }

    @AllowedTo(Audience.OWNER)
    @PostMapping("/api/organizations/{orgId}/api-keys")
    ResponseEntity<ApiKey> create(Member owner, @RequestBody Wanted body) {
        var key = keys.create(owner, KeyMaking.name(body.name()), rateLimit(body));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(key);
    }

    @AllowedTo(Audience.OWNER)
    @DeleteMapping("/api/organizations/{orgId}/api-keys/{keyId}")
    ApiKey revoke(Member owner, @PathVariable UUID keyId) {
        return keys.revoke(owner, keyId);
    }

    private static int rateLimit(Wanted body) {
        int limit = body.rateLimitPerMinute() == null ? DEFAULT_RATE_LIMIT : body.rateLimitPerMinute();
        if (limit < 1 || limit > HIGHEST_RATE_LIMIT) {
            throw ApiException.invalid("rateLimitPerMinute", "must be from 1 to " + HIGHEST_RATE_LIMIT);
        }
        return limit;
    }
}
