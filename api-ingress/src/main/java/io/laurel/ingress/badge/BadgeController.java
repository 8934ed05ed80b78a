package io.laurel.ingress.badge;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.apikey.Caller;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists and shows badges. */
@RestController
class BadgeController {

    private final Badges badges;

    BadgeController(Badges badges) {
        this.badges = badges;
    }

    @AllowedTo(Audience.API_KEY)
    @GetMapping("/api/v1/badges")
    Page<Badge> list(
            Caller caller, @RequestParam(required = false) @Nullable Boolean active, HttpServletRequest request) {
        return badges.list(caller, active, PageRequest.of(request));
    }

    @AllowedTo(Audience.API_KEY)
    @GetMapping("/api/v1/badges/{id}")
    Badge get(Caller caller, @PathVariable UUID id) {
        return badges.find(caller, id).orElseThrow(Badges::notFound);
    }
}
