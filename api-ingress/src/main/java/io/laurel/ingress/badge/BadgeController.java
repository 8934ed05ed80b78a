package io.laurel.ingress.badge;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Badges for programs with an API key. */
@RestController
class BadgeController {

    private static final String BADGES = "/api/v1/badges";

    private final Badges badges;
    private final BadgeDesk desk;

    BadgeController(Badges badges, BadgeDesk desk) {
        this.badges = badges;
        this.desk = desk;
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(BADGES)
    Page<Badge> list(
            Caller caller, @RequestParam(required = false) @Nullable Boolean active, HttpServletRequest request) {
        return badges.list(caller, active, PageRequest.of(request));
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(BADGES + "/{badgeId}")
    Badge get(Caller caller, @PathVariable UUID badgeId) {
        return desk.get(caller, badgeId);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = BADGES + "/images", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<BadgeDesk.Uploaded> upload(Caller caller, HttpServletRequest request) throws IOException {
        return desk.upload(caller, request);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = BADGES, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Badge> create(Caller caller, @RequestBody BadgeRequest body) {
        return desk.create(caller, body, BADGES);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = BADGES, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Badge> createByForm(Caller caller, HttpServletRequest request) throws IOException {
        return desk.create(caller, request, BADGES);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PatchMapping(
            path = BADGES + "/{badgeId}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    Badge change(Caller caller, @PathVariable UUID badgeId, @RequestBody BadgeRequest body) {
        return desk.change(caller, badgeId, body);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PatchMapping(path = BADGES + "/{badgeId}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Badge changeByForm(Caller caller, @PathVariable UUID badgeId, HttpServletRequest request) throws IOException {
        return desk.change(caller, badgeId, request);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @DeleteMapping(BADGES + "/{badgeId}")
    BadgeDesk.Removed remove(Caller caller, @PathVariable UUID badgeId) {
        return desk.remove(caller, badgeId);
    }
}
