package io.laurel.ingress.portal;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.PortalToken;
import io.laurel.ingress.limits.Origin;
import io.laurel.ingress.portal.Admission.Admitted;
import io.laurel.ingress.portal.Admission.Choice;
import io.laurel.ingress.signin.Pages;
import io.laurel.ingress.signin.View;
import io.laurel.ingress.signin.View.Field;
import io.laurel.ingress.signin.View.Form;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The portal for a browser: ask for a code, type it or follow the link, choose a district, land signed in. */
@RestController
class PortalPages {

    private static final URI PORTAL = URI.create("/portal");
    private static final String DISTRICT = "district_id";

    private final SignInMails mails;
    private final SignIns signIns;
    private final PortalHome home;
    private final PortalCookie cookie;
    private final Pages pages;

    PortalPages(SignInMails mails, SignIns signIns, PortalHome home, PortalCookie cookie, Pages pages) {
        this.mails = mails;
        this.signIns = signIns;
        this.home = home;
        this.cookie = cookie;
        this.pages = pages;
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping("/portal")
    ResponseEntity<String> portal(HttpServletRequest request, CsrfToken csrf) {
        return pages.page(Asking.get(request, PortalPerson.class)
                .flatMap(person -> home.of(person, Form.of("/portal/sign-out", "Sign out", csrf.getToken())))
                .orElseGet(() -> mailbox(csrf)));
    }

    private static View mailbox(CsrfToken csrf) {
        return View.of(
                        "Sign in to the portal",
                        Form.of("/portal/request", "Send me a code", csrf.getToken())
                                .asking(Field.EMAIL))
                .saying("There is no password: we mail you a code.");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/portal/request")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "") String email, HttpServletRequest request, CsrfToken csrf) {
        try {
            var address = PortalAuthController.address(email);
            mails.sendLater(address, Origin.counted(request));
            return pages.page(code(address, csrf));
        } catch (ApiException refused) {
            return pages.page(refused, mailbox(csrf));
        }
    }

    private static View code(String email, CsrfToken csrf) {
        return View.of(
                        "Check your email",
                        Form.of("/portal/code", "Sign in", csrf.getToken())
                                .with("email", email)
                                .asking(Field.CODE))
                .saying("If " + email + " is known here, a code is on its way. It holds for 10 minutes.")
                .leadingTo("/portal", "Ask for another code");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/portal/code")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(name = DISTRICT, required = false) @Nullable String district,
            HttpServletRequest request,
            CsrfToken csrf) {
        return land(
                () -> signIns.byCode(
                        PortalAuthController.code(code),
                        PortalAuthController.address(email),
                        district,
                        Origin.counted(request)),
                "/portal/code",
                Map.of("code", code, "email", email),
                code(email, csrf),
                csrf);
    }

    /** What a link from a mail shows to whoever does not ask for JSON. */
    void askToFollow(String token, CsrfToken csrf, HttpServletResponse response) throws IOException {
        response.setContentType(Pages.HTML.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(pages.html(link(token, csrf)));
    }

    private static View link(String token, CsrfToken csrf) {
        return View.of(
                        "Sign in to the portal",
                        Form.of("/portal/link", "Sign in", csrf.getToken()).with("token", token))
                .saying("One click, and you are in on this device.");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/portal/link")
    ResponseEntity<String> follow(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(name = DISTRICT, required = false) @Nullable String district,
            CsrfToken csrf) {
        return land(() -> signIns.byLink(token, district), "/portal/link", Map.of("token", token), mailbox(csrf), csrf);
    }

    /** In the district; or at the question which; or before a form that says why not. */
    private ResponseEntity<String> land(
            Supplier<Admission> signIn, String action, Map<String, String> shown, View otherwise, CsrfToken csrf) {
        try {
            return switch (signIn.get()) {
                case Admitted(SignedIn signedIn) ->
                    ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .headers(cookie.of(signedIn.token()))
                            .location(PORTAL)
                            .build();
                case Choice choice -> pages.page(choice(action, shown, choice, csrf));
            };
        } catch (ApiException refused) {
            return pages.page(refused, otherwise);
        }
    }

    private static View choice(String action, Map<String, String> shown, Choice choice, CsrfToken csrf) {
        var buttons = choice.districts().stream()
                .map(district -> new View.Choice(
                        DISTRICT,
                        district.id().toString(),
                        district.name().values().iterator().next()))
                .toList();
        var form = Form.of(action, buttons, csrf.getToken());
        for (var field : shown.entrySet()) {
            form = form.with(field.getKey(), field.getValue());
        }
        return View.of("Which district?", form)
                .saying(choice.isAnother() ? "You are not in that one." : "You are in several.");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/portal/sign-out")
    ResponseEntity<String> leave(HttpServletRequest request) {
        PortalToken.ofCookie(request).ifPresent(signIns::end);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .headers(cookie.none())
                .location(PORTAL)
                .build();
    }
}
