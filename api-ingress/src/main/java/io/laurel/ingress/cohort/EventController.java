package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells how far a cohort is as it goes, as server-sent events (HTML Living Standard, section 9.2). */
@RestController
class EventController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Jobs jobs;
    private final ProgressStreams streams;

    EventController(Jobs jobs, ProgressStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(path = "/api/v1/bulk-jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String last) {
        return follow(caller, id, last);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(path = "/api/organizations/{orgId}/bulk-jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> eventsForMember(
            Member member,
            @PathVariable UUID id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String last) {
        return follow(member, id, last);
    }

    /** Who saw the end already is told to come back no more: 204. */
    private ResponseEntity<SseEmitter> follow(Actor actor, UUID id, @Nullable String last) {
        var now = jobs.find(actor.organization(), new CohortId(id)).orElseThrow(Steering::notFound);
        if (now.isFinal() && now.version().equals(last)) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies that gather answers would hold the events back.
                .header("X-Accel-Buffering", "no")
                .body(streams.open(actor.organization(), now, last));
    }
}
