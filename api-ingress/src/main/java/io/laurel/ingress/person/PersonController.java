package io.laurel.ingress.person;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.access.Viewer;
import io.laurel.ingress.interview.Interview;
import io.laurel.ingress.interview.Interviews;
import io.laurel.ingress.page.Listing;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a district's people (portal API, R). */
@RestController
class PersonController {

    private static final String INTERVIEWS = "interviews";
    private static final String MENTORS = "mentors";

    /** Tags are always there; that they can be asked for is the contract's. */
    private static final Set<String> INCLUDED = Set.of(INTERVIEWS, "tags", MENTORS);

    private final People people;
    private final PersonChanges changes;
    private final Archiving archiving;
    private final Interviews interviews;
    private final JsonMapper json;

    PersonController(
            People people, PersonChanges changes, Archiving archiving, Interviews interviews, JsonMapper json) {
        this.people = people;
        this.changes = changes;
        this.archiving = archiving;
        this.interviews = interviews;
        this.json = json;
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.READ_PEOPLE)
    @GetMapping("/api/people")
    @Nullable
    List<Person> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String archived,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            HttpServletResponse response)
            throws IOException {
        var viewer = Viewer.of(actor);
        boolean isArchived = isSet(archived);
        Listing.of(limit, offset)
                .<Person>write(response, json, (last, left) -> people.list(viewer, isArchived, last, left));
        return null;
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.READ_PEOPLE)
    @GetMapping("/api/people/{id}")
    Person get(Actor actor, @PathVariable String id, @RequestParam(required = false) @Nullable String include) {
        var wanted = wanted(include);
        if (wanted.contains(INTERVIEWS)
                && actor instanceof Caller caller
                && !caller.scopes().contains(Scope.READ_INTERVIEWS)) {
            throw ApiException.forbidden("The API key lacks the scope " + Scope.READ_INTERVIEWS + ".");
        }
        var viewer = Viewer.of(actor);
        var person = shown(viewer, id);
        return person.with(
                wanted.contains(INTERVIEWS) ? interviews(viewer, id) : null,
                wanted.contains(MENTORS) ? people.mentors(viewer, id) : null);
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_PEOPLE)
    @PostMapping(path = "/api/people", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Person create(Actor actor, @RequestBody JsonNode body) {
        return written(actor, changes.create(actor, body));
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_PEOPLE)
    @PatchMapping(path = "/api/people/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Person> change(Actor actor, @PathVariable String id, @RequestBody JsonNode body) {
        changes.change(actor, id, body);
        return changed(actor, id);
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_PEOPLE)
    @PostMapping("/api/people/{id}/archive")
    ResponseEntity<Person> archive(Actor actor, @PathVariable String id) {
        archiving.archive(actor, id);
        return changed(actor, id);
    }

    @AllowedTo(value = Audience.PORTAL, scope = Scope.WRITE_PEOPLE)
    @PostMapping("/api/people/{id}/unarchive")
    ResponseEntity<Person> unarchive(Actor actor, @PathVariable String id) {
        archiving.unarchive(actor, id);
        return changed(actor, id);
    }

    /** A key that may not read is not told what it did not write itself. */
    private ResponseEntity<Person> changed(Actor actor, String id) {
        return actor instanceof Caller caller && !caller.scopes().contains(Scope.READ_PEOPLE)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok(written(actor, id));
    }

    /** As it is now, to whoever wrote it, also where they took their own right to read. */
    private Person written(Actor actor, String id) {
        return shown(new Viewer(actor.organization(), Grants.EVERYTHING, null, false), id);
    }

    private Person shown(Viewer viewer, String id) {
        return people.find(viewer, id).orElseThrow(Grants::notFound);
    }

    /** Read while they are written: somebody's are not bounded. */
    private Iterable<Interview> interviews(Viewer viewer, String id) {
        return Listing.all(Interviews.AT_ONCE, (last, offset) -> interviews.ofPerson(viewer, id, last, offset));
    }

    private static Set<String> wanted(@Nullable String include) {
        if (include == null) {
            return Set.of();
        }
        var wanted = Set.copyOf(List.of(include.split(",", -1)));
        if (!INCLUDED.containsAll(wanted)) {
            throw ApiException.invalid("include", "may only name interviews, tags and mentors, separated by commas");
        }
        return wanted;
    }

    private static boolean isSet(@Nullable String flag) {
        return switch (flag) {
            case null -> false;
            case "0" -> false;
            case "", "1" -> true;
            default -> throw ApiException.invalid("archived", "must be 1 or 0");
        };
    }
}
