package io.laurel.ingress.session;

import io.laurel.ingress.access.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Sessions whose tokens a browser keeps in cookies. */
@Component
public class BrowserSessions {

    private final Sessions sessions;
    private final SessionTokens tokens;
    private final SessionCookies cookies;
    private final SessionSettings settings;
    private final Clock clock;

    BrowserSessions(
            Sessions sessions, SessionTokens tokens, SessionCookies cookies, SessionSettings settings, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.cookies = cookies;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins one; the headers are for the answer. */
    public HttpHeaders begin(Account account) {
        var token = tokens.tokenOf(account);
        var headers = new HttpHeaders();
        cookies.of(
                        token.text(),
                        Duration.between(clock.instant(), token.expiresAt()),
                        sessions.begin(account).text(),
                        settings.sessionLife())
                .forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie));
        return headers;
    }

    /** Ends the one of the request, if there is one. */
    public HttpHeaders end(HttpServletRequest request) {
        SessionCookies.refreshToken(request).ifPresent(sessions::end);
        var headers = new HttpHeaders();
        cookies.none().forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie));
        return headers;
    }
}
