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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invites people to an organization. */
@RestController
class InvitationController {

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    record Body(@Nullable String email, @Nullable String role) {}

    @AllowedTo(Audience.ADMIN)
    @GetMapping("/api/organizations/{orgId}/invitations")
    Page<Invitation> list(Member admin, HttpServletRequest request) {
        return invitations.list(admin, PageRequest.of(request));
    }

    @AllowedTo(Audience.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping("/api/organizations/{orgId}/invitations")
    Invitation invite(Member admin, @RequestBody Body body) {
        return invitations.invite(admin, Wanted.of(body.email(), body.role()));
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/invitations/{invitationId}/resend")
    Invitation resend(Member admin, @PathVariable UUID invitationId) {
        return invitations.resend(admin, invitationId);
    }

    @AllowedTo(Audience.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeleteMapping("/api/organizations/{orgId}/invitations/{invitationId}")
    void withdraw(Member admin, @PathVariable UUID invitationId) {
        invitations.withdraw(admin, invitationId);
    }
}
