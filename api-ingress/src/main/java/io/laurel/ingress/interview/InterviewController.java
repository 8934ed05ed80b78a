package io.laurel.ingress.interview;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.access.Viewer;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.ingress.page.Listing;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a district's interviews (portal API, S). */
@RestController
class InterviewController {

    private final Interviews interviews;
    private final InterviewChanges changes;
    private final JsonMapper json;

    InterviewController(Interviews interviews, InterviewChanges changes, JsonMapper json) {
        this.interviews = interviews;
        this.changes = changes;
        this.json = json;
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.READ_INTERVIEWS)
    @GetMapping("/api/interviews")
    @Nullable
    List<Interview> list(
            Actor actor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            HttpServletResponse response)
            throws IOException {
        var viewer = Viewer.of(actor);
        Listing.of(limit, offset)
                .<Interview>write(
                        response, json, Interviews.AT_ONCE, (last, left) -> interviews.ofDistrict(viewer, last, left));
        return null;
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.READ_INTERVIEWS)
    @GetMapping("/api/interviews/{personId}")
    @Nullable
    List<Interview> listOfPerson(
            Actor actor,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            HttpServletResponse response)
            throws IOException {
        var viewer = Viewer.of(actor);
        var listing = Listing.of(limit, offset);
        if (!interviews.knows(viewer, personId)) {
            throw ApiException.notFound("There is no person with this id.");
        }
        listing.<Interview>write(
                response, json, Interviews.AT_ONCE, (last, left) -> interviews.ofPerson(viewer, personId, last, left));
        return null;
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.READ_INTERVIEWS)
    @GetMapping("/api/interviews/{personId}/{id}")
    Interview get(Actor actor, @PathVariable String personId, @PathVariable String id) {
        return interviews.find(Viewer.of(actor), personId, id).orElseThrow(InterviewChanges::notFound);
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_INTERVIEWS)
    @PostMapping(path = "/api/interviews/{personId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Interview create(
            Actor actor,
            @PathVariable String personId,
            @RequestBody JsonNode body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
        var id = changes.create(actor, personId, body, IdempotencyKeys.checked(key));
        return mayRead(actor)
                ? shown(actor, personId, id)
                : interviews.asSent(actor.organization(), personId, id, body);
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_INTERVIEWS)
    @PatchMapping(path = "/api/interviews/{personId}/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Interview> change(
            Actor actor, @PathVariable String personId, @PathVariable String id, @RequestBody JsonNode body) {
        changes.change(actor, personId, id, body);
        // To change nothing would else be a way to read.
        return mayRead(actor)
                ? ResponseEntity.ok(shown(actor, personId, id))
                : ResponseEntity.noContent().build();
    }

    private static boolean mayRead(Actor actor) {
        return !(actor instanceof Caller caller) || caller.scopes().contains(Scope.READ_INTERVIEWS);
    }

    /** By the reader's road: what is left out there is left out of this answer, too. */
    private Interview shown(Actor actor, String personId, String id) {
        return interviews.find(Viewer.of(actor), personId, id).orElseThrow(InterviewChanges::notFound);
    }
}
