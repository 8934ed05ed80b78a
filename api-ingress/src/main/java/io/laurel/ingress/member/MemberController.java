package io.laurel.ingress.member;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists the members, changes their roles, and lets them go. */
@RestController
class MemberController {

    private final Members members;

    MemberController(Members members) {
        this.members = members;
    }

    record NewRole(@Nullable String role) {}

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/members")
    Page<OrganizationMember> list(Member member, HttpServletRequest request) {
        return members.list(member, PageRequest.of(request));
    }

    @AllowedTo(Audience.OWNER)
    @PatchMapping("/api/organizations/{orgId}/members/{accountId}")
    OrganizationMember changeRole(Member owner, @PathVariable UUID accountId, @RequestBody NewRole body) {
        return members.changeRole(owner, accountId, Wanted.role(body.role()));
    }

    @AllowedTo(Audience.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeleteMapping("/api/organizations/{orgId}/members/{accountId}")
    void remove(Member admin, @PathVariable UUID accountId) {
        members.remove(admin, accountId);
    }

    @AllowedTo(Audience.VIEWER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping("/api/organizations/{orgId}/leave")
    void leave(Member member) {
        members.leave(member);
    }
}
