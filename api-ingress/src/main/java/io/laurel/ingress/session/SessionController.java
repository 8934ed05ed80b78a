package io.laurel.ingress.session;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.account.Accounts;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signs in. A browser asks for cookies and never sees the tokens; a program gets them in the body. */
@RestController
class SessionController {

    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionTokens tokens;
    private final SessionCookies cookies;
    private final SessionSettings settings;

    SessionController(
            Accounts accounts,
            Sessions sessions,
            SessionTokens tokens,
            SessionCookies cookies,
            SessionSettings settings) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.cookies = cookies;
        this.settings = settings;
    }

    /** @param cookie whether a browser shall keep the session in cookies */
    record Login(
            @Nullable String email,
            @Nullable String password,
            @Nullable Boolean cookie) {

        @Override
        public String toString() {
            return "Login";
        }
    }

    /** @param refreshToken null where it comes in the cookie */
    record Refresh(@Nullable String refreshToken) {

        @Override
        public String toString() {
            return "Refresh";
        }
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/login")
    ResponseEntity<SignedIn> login(@RequestBody Login login) {
        if (login.email() == null || login.password() == null) {
            throw ApiException.invalid(login.email() == null ? "email" : "password", "is required");
        }
        var proof = accounts.signIn(login.email(), login.password());
        return answer(sessions.begin(proof), Boolean.TRUE.equals(login.cookie()));
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/refresh")
    ResponseEntity<SignedIn> refresh(
            @RequestBody(required = false) @Nullable Refresh body, HttpServletRequest request) {
        var sent = sent(body);
        var token = sent.or(() -> SessionCookies.refreshToken(request))
                .orElseThrow(() -> ApiException.unauthorized("There is no session to continue."));
        return answer(sessions.refresh(token), sent.isEmpty());
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/auth/me")
    SignedIn.Person me(Account account) {
        return SignedIn.Person.of(account);
    }

    private static Optional<String> sent(@Nullable Refresh body) {
        return Optional.ofNullable(body).map(Refresh::refreshToken);
    }

    private ResponseEntity<SignedIn> answer(Sessions.Live session, boolean inCookies) {
        var token = tokens.tokenOf(session);
        var answer = ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (inCookies) {
            answer.headers(cookies.of(token, session.refreshToken()));
        }
        return answer.body(new SignedIn(
                inCookies ? null : token,
                inCookies ? null : session.refreshToken().text(),
                "Bearer",
                settings.tokenLife().toSeconds(),
                SignedIn.Person.of(session.account())));
    }
}
