package io.laurel.ingress.badge;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
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

/** Badges for members who are signed in: Viewers look, Issuers make, Admins change and take away. */
@RestController
class MemberBadgeController {

    private static final String BADGES = "/api/organizations/{orgId}/badges";

    private final Badges badges;
    private final BadgeDesk desk;

    MemberBadgeController(Badges badges, BadgeDesk desk) {
        this.badges = badges;
        this.desk = desk;
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(BADGES)
    Page<Badge> list(
            Member member, @RequestParam(required = false) @Nullable Boolean active, HttpServletRequest request) {
        return badges.list(member, active, PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(BADGES + "/{badgeId}")
    Badge get(Member member, @PathVariable UUID badgeId) {
        return desk.get(member, badgeId);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(path = BADGES + "/images", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<BadgeDesk.Uploaded> upload(Member member, HttpServletRequest request) throws IOException {
        return desk.upload(member, request);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(path = BADGES, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Badge> create(Member member, @RequestBody BadgeRequest body) {
        return desk.create(member, body, pathOf(member));
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(path = BADGES, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Badge> createByForm(Member member, HttpServletRequest request) throws IOException {
        return desk.create(member, request, pathOf(member));
    }

    @AllowedTo(Audience.ADMIN)
    @PatchMapping(
            path = BADGES + "/{badgeId}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    Badge change(Member member, @PathVariable UUID badgeId, @RequestBody BadgeRequest body) {
        return desk.change(member, badgeId, body);
    }

    @AllowedTo(Audience.ADMIN)
    @PatchMapping(path = BADGES + "/{badgeId}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Badge changeByForm(Member member, @PathVariable UUID badgeId, HttpServletRequest request) throws IOException {
        return desk.change(member, badgeId, request);
    }

    @AllowedTo(Audience.ADMIN)
    @DeleteMapping(BADGES + "/{badgeId}")
    BadgeDesk.Removed remove(Member member, @PathVariable UUID badgeId) {
        return desk.remove(member, badgeId);
    }

    private static String pathOf(Member member) {
        return "/api/organizations/" + member.organization() + "/badges";
    }
}
