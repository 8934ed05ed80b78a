package io.laurel.ingress.member;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.member.InvitationAnswers.Joined;
import io.laurel.ingress.member.InvitationAnswers.Offer;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows invitations to who is invited, and takes their answers. Looking changes nothing, so mail scanners may. */
@RestController
class InvitationAnswerController {

    private final InvitationAnswers answers;

    InvitationAnswerController(InvitationAnswers answers) {
        this.answers = answers;
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/invitations")
    Page<Offer> mine(Account account, HttpServletRequest request) {
        return answers.ofAddress(account.email(), PageRequest.of(request));
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/api/invitations/{token}")
    ResponseEntity<Offer> show(@PathVariable String token, HttpServletRequest request) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(answers.find(token, signedIn(request)));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @PostMapping("/api/invitations/{token}/accept")
    Joined accept(Account account, @PathVariable String token) {
        return answers.accept(token, account);
    }

    @AllowedTo(Audience.ANYONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping("/api/invitations/{token}/decline")
    void decline(@PathVariable String token, HttpServletRequest request) {
        answers.decline(token, signedIn(request));
    }

    private static @Nullable Account signedIn(HttpServletRequest request) {
        return Asking.get(request, Account.class).orElse(null);
    }
}
