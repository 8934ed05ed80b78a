package io.laurel.ingress.analytics;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows an organization its numbers. */
@RestController
class AnalyticsController {

    private final Counting counting;
    private final Clock clock;

    AnalyticsController(Counting counting, Clock clock) {
        this.counting = counting;
        this.clock = clock;
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/analytics")
    Analytics analytics(
            Member member,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return counting.count(member.organization(), Span.of(from, to, clock.instant()));
    }
}
