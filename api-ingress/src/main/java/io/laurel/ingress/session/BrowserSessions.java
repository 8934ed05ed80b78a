package io.laurel.ingress.session;

import io.laurel.ingress.access.SessionToken;
import io.laurel.ingress.account.PasswordProof;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Sessions whose tokens a browser keeps in cookies; and how any session of the platform ends. */
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
        return end(request, null);
    }

    /** Ends the one of the request, or that of a token that was sent; and that of the access token that the request carries. */
    public HttpHeaders end(HttpServletRequest request, @Nullable String refreshToken) {
        Optional.ofNullable(refreshToken)
                .or(() -> SessionCookies.refreshToken(request))
                .ifPresent(sessions::end);
        SessionToken.of(request)
                .filter(tokens::isGood)
                .flatMap(SessionToken::claimedSession)
                .ifPresent(sessions::end);
        return cookies.none();
    }
}
