package io.laurel.ingress.session;

import io.laurel.ingress.account.PasswordProof;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Sessions whose tokens a browser keeps in cookies. */
@Component
public class BrowserSessions {

    private final Sessions sessions;
    private final SessionTokens tokens;
    private final SessionCookies cookies;

    BrowserSessions(Sessions sessions, SessionTokens tokens, SessionCookies cookies) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.cookies = cookies;
    }

    /** Begins one; the headers are for the answer. */
    public HttpHeaders begin(PasswordProof proof) {
        var session = sessions.begin(proof);
        return cookies.of(tokens.tokenOf(session), session.refreshToken());
    }

    /** Ends the one of the request, if there is one. */
    public HttpHeaders end(HttpServletRequest request) {
        SessionCookies.refreshToken(request).ifPresent(sessions::end);
        return cookies.none();
    }
}
