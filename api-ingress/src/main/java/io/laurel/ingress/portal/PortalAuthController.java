package io.laurel.ingress.portal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Done;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.PortalToken;
import io.laurel.ingress.limits.Origin;
import io.laurel.ingress.portal.Admission.Admitted;
import io.laurel.ingress.portal.Admission.Choice;
import io.laurel.ingress.session.BrowserSessions;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signs people in without a password, and everybody out (portal API, P). */
@RestController
class PortalAuthController {

    private final SignInMails mails;
    private final SignIns signIns;
    private final Inhabitants inhabitants;
    private final BrowserSessions platformSessions;
    private final PortalPages pages;

    PortalAuthController(
            SignInMails mails,
            SignIns signIns,
            Inhabitants inhabitants,
            BrowserSessions platformSessions,
            PortalPages pages) {
        this.mails = mails;
        this.signIns = signIns;
        this.inhabitants = inhabitants;
        this.platformSessions = platformSessions;
        this.pages = pages;
    }

    record Mailbox(@Nullable String email) {}

    /** What is said whether the address is somebody's or not. */
    record Asked(boolean ok, String message) {}

    /**
     * What somebody has from the mail.
     *
     * @param email whose the code is; without it the code is looked for among all
     * @param districtId of somebody in several
     */
    record Shown(
            @Nullable String code,
            @Nullable String email,
            @JsonProperty("district_id") @Nullable String districtId) {

        @Override
        public String toString() {
            return "Shown";
        }
    }

    /** @param refreshToken of a session of the platform, where it comes in no cookie */
    @SuppressWarnings("MissingSummary")
    record Leaving(@Nullable String refreshToken) {

        @Override
        public String toString() {
            return "Leaving";
        }
    }

    /** Who is signed in, and where. */
    record Me(SignedIn.Person person, UUID districtId) {}

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/request")
    Asked ask(@RequestBody Mailbox body, HttpServletRequest request) {
        mails.sendLater(address(body.email() == null ? "" : body.email()), Origin.counted(request));
        return new Asked(true, "Check your email");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/verify")
    ResponseEntity<SignedIn> verify(@RequestBody Shown body, HttpServletRequest request) {
        if (body.code() == null) {
            throw ApiException.invalid("code", "is required");
        }
        var email = body.email() == null ? null : address(body.email());
        return answer(signIns.byCode(code(body.code()), email, body.districtId(), Origin.counted(request)), request);
    }

    /** Programs that look at the links in a mail do not ask for JSON: they get a page, and nothing is used. */
    @AllowedTo(Audience.ANYONE)
    @GetMapping("/api/auth/verify/{token}")
    @Nullable
    ResponseEntity<SignedIn> follow(
            @PathVariable String token,
            @RequestParam(name = "district_id", required = false) @Nullable String districtId,
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf)
            throws IOException {
        if (request.getMethod().equals("GET") && asksForJson(request)) {
            return answer(signIns.byLink(token, districtId), request);
        }
        pages.askToFollow(token, csrf, response);
        return null;
    }

    private static boolean asksForJson(HttpServletRequest request) {
        try {
            return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
                    .anyMatch(type ->
                            type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) && type.getQualityValue() > 0);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static ResponseEntity<SignedIn> answer(Admission admission, HttpServletRequest request) {
        return switch (admission) {
            case Admitted(SignedIn signedIn) ->
                ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(signedIn);
            case Choice choice -> {
                Asking.set(request, Choice.class, choice);
                throw ApiException.conflict(
                        choice.isAnother()
                                ? "You are in no district with this district_id."
                                : "You are in several districts: say which, as district_id.");
            }
        };
    }

    /** Of whichever session the request carries: the path was the platform's before. */
    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/logout")
    ResponseEntity<Done> leave(@RequestBody(required = false) @Nullable Leaving body, HttpServletRequest request) {
        PortalToken.ofAuthorization(request.getHeader(HttpHeaders.AUTHORIZATION))
                .ifPresent(signIns::end);
        var forgetting = platformSessions.end(request, body == null ? null : body.refreshToken());
        return ResponseEntity.ok().headers(forgetting).body(Done.OK);
    }

    @AllowedTo(Audience.PERSON)
    @GetMapping("/api/me")
    Me me(PortalPerson person) {
        var known = inhabitants.find(person).orElseThrow(PortalFilter::noLonger).person();
        return new Me(known, known.districtId());
    }

    static String address(String typed) {
        var email = RecipientRules.email(typed);
        var problem = RecipientRules.whyNotEmail(email);
        if (problem != null) {
            throw ApiException.invalid("email", problem);
        }
        return email;
    }

    static String code(String typed) {
        return SignInCodes.parse(typed).orElseThrow(() -> ApiException.invalid("code", "must have six digits"));
    }
}
