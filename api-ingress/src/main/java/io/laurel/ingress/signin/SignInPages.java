package io.laurel.ingress.signin;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.account.Accounts;
import io.laurel.ingress.account.PasswordResets;
import io.laurel.ingress.account.Registrations;
import io.laurel.ingress.member.InvitationAnswers;
import io.laurel.ingress.session.BrowserSessions;
import io.laurel.ingress.signin.View.Choice;
import io.laurel.ingress.signin.View.Field;
import io.laurel.ingress.signin.View.Form;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pages for a browser. A link from a mail only shows a form; what it is for happens when the form is sent, so that programs which
 * look at the links in a mail use none of them up.
 */
@RestController
class SignInPages {

    private final Registrations registrations;
    private final PasswordResets passwordResets;
    private final Accounts accounts;
    private final BrowserSessions sessions;
    private final InvitationAnswers invitations;
    private final Pages pages;

    SignInPages(
            Registrations registrations,
            PasswordResets passwordResets,
            Accounts accounts,
            BrowserSessions sessions,
            InvitationAnswers invitations,
            Pages pages) {
        this.registrations = registrations;
        this.passwordResets = passwordResets;
        this.accounts = accounts;
        this.sessions = sessions;
        this.invitations = invitations;
        this.pages = pages;
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/account/verify")
    ResponseEntity<String> askToVerify(@RequestParam(defaultValue = "") String token, CsrfToken csrf) {
        return pages.page(verification(token, csrf));
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/account/verify")
    ResponseEntity<String> verify(
            @RequestParam String token, @RequestParam(defaultValue = "") String password, CsrfToken csrf) {
        return done(verification(token, csrf), () -> {
            var email = registrations.verify(token, password);
            return View.of("Welcome", email + " is verified.").leadingTo("/account/sign-in", "Sign in");
        });
    }

    private static View verification(String token, CsrfToken csrf) {
        return View.of(
                        "Verify your address",
                        Form.of("/account/verify", "Verify", csrf.getToken())
                                .with("token", token)
                                .asking(Field.PASSWORD))
                .saying("Type the password that you registered with, and your account begins.");
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/account/password")
    ResponseEntity<String> askForPassword(@RequestParam(defaultValue = "") String token, CsrfToken csrf) {
        return pages.page(token.isBlank() ? forgotten(csrf) : newPassword(token, csrf));
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/account/password")
    ResponseEntity<String> setPassword(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String email,
            CsrfToken csrf) {
        if (token.isBlank()) {
            return done(forgotten(csrf), () -> {
                passwordResets.sendLinkLater(email);
                return View.of("Look into your mail", "If this address has an account, we have sent it a link.");
            });
        }
        return done(newPassword(token, csrf), () -> {
            passwordResets.reset(token, password);
            return View.of("Done", "The new password holds, and all sessions were ended.")
                    .leadingTo("/account/sign-in", "Sign in");
        });
    }

    private static View newPassword(String token, CsrfToken csrf) {
        return View.of(
                "Set a new password",
                Form.of("/account/password", "Set it", csrf.getToken())
                        .with("token", token)
                        .asking(Field.NEW_PASSWORD));
    }

    private static View forgotten(CsrfToken csrf) {
        return View.of(
                        "Forgot your password?",
                        Form.of("/account/password", "Send a link", csrf.getToken())
                                .asking(Field.EMAIL))
                .saying("We mail you a link to set another.");
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/account/invitation")
    ResponseEntity<String> askToJoin(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, CsrfToken csrf) {
        return done(
                View.of("This invitation is over", "It was answered, withdrawn or has expired."),
                () -> invitation(token, signedIn(request), csrf));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @PostMapping("/account/invitation")
    ResponseEntity<String> join(
            Account account,
            @RequestParam String token,
            @RequestParam(defaultValue = "accept") String answer,
            CsrfToken csrf) {
        return done(View.of("That did not work", "The invitation is as it was."), () -> {
            if (answer.equals("decline")) {
                invitations.decline(token, account);
                return View.of("Declined", "Whoever invited you will see that.");
            }
            var joined = invitations.accept(token, account);
            return View.of("Welcome", "You are now " + joined.role() + " of " + joined.organizationName() + ".");
        });
    }

    private View invitation(String token, Optional<Account> account, CsrfToken csrf) {
        var offer = invitations.find(token, account.orElse(null));
        var said = "%s asks you to join as %s, under the address %s."
                .formatted(offer.invitedBy(), offer.role(), offer.email());
        if (account.isEmpty()) {
            return View.of(offer.organizationName(), said + " Sign in with it to answer.")
                    .leadingTo("/account/sign-in?next=/account/invitation?token%3D" + token, "Sign in");
        }
        return View.of(
                        offer.organizationName(),
                        Form.of("/account/invitation", "Join", csrf.getToken())
                                .with("token", token)
                                .orElse(new Choice("answer", "decline", "Decline")))
                .saying(said);
    }

    private static Optional<Account> signedIn(HttpServletRequest request) {
        return Asking.get(request, Account.class);
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/account/sign-in")
    ResponseEntity<String> askToSignIn(@RequestParam(defaultValue = "") String next, CsrfToken csrf) {
        return pages.page(signIn(next, csrf));
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/account/sign-in")
    ResponseEntity<String> signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            CsrfToken csrf) {
        try {
            var proof = accounts.signIn(email, password);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .headers(sessions.begin(proof))
                    .location(URI.create(isOurs(next) ? next : "/account"))
                    .build();
        } catch (ApiException refused) {
            return pages.page(refused, signIn(next, csrf));
        }
    }

    private static View signIn(String next, CsrfToken csrf) {
        return View.of(
                        "Sign in",
                        Form.of("/account/sign-in", "Sign in", csrf.getToken())
                                .with("next", next)
                                .asking(Field.EMAIL)
                                .asking(Field.PASSWORD))
                .leadingTo("/account/password", "Forgot your password?");
    }

    /** A path on this site: not another site, however it is written. */
    private static boolean isOurs(String next) {
        return next.matches("/[A-Za-z0-9._~/?=&-]*") && !next.startsWith("//");
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/account")
    ResponseEntity<String> account(HttpServletRequest request, CsrfToken csrf) {
        var account = signedIn(request);
        if (account.isEmpty()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/account/sign-in"))
                    .build();
        }
        return pages.page(View.of(account.get().name(), Form.of("/account/sign-out", "Sign out", csrf.getToken()))
                .saying("You are signed in as " + account.get().email() + ".")
                .leadingTo("/api/credentials/export", "Take all your credentials with you"));
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/account/sign-out")
    ResponseEntity<String> signOut(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .headers(sessions.end(request))
                .location(URI.create("/account/sign-in"))
                .build();
    }

    /** What came of a form; one that did not do is shown again and says why. */
    private ResponseEntity<String> done(View form, Supplier<View> deed) {
        try {
            return pages.page(deed.get());
        } catch (ApiException refused) {
            return pages.page(refused, form);
        }
    }
}
