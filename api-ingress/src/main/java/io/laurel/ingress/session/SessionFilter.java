package io.laurel.ingress.session;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Checkpoint;
import io.laurel.ingress.access.Dialect;
import io.laurel.ingress.access.SessionToken;
import io.laurel.ingress.limits.LiveSession;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Finds out who is signed in: a good token, whose session was live when the request was counted. A token that was sent on
 * purpose must be good; a cookie that has ended only means that nobody is signed in.
 */
final class SessionFilter extends Checkpoint {

    private final SessionTokens tokens;

    SessionFilter(SessionTokens tokens, ErrorWriter errors) {
        super(errors);
        this.tokens = tokens;
    }

    /** Programs send the token that has just ended along when they ask for the next one. */
    private static boolean isForWhoHasNone(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.startsWith("/api/auth/") && !path.equals("/api/auth/me");
    }

    /** There an {@code Authorization} header means an API key, or a session of the portal. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/v1/") || Dialect.of(request) == Dialect.PORTAL;
    }

    @Override
    protected void admit(HttpServletRequest request) {
        var account = account(request);
        account.ifPresent(signedIn -> Asking.set(request, Account.class, signedIn));
        if (account.isEmpty() && request.getHeader("Authorization") != null && !isForWhoHasNone(request)) {
            throw ApiException.unauthorized("The token is not valid, or no longer. Sign in again.")
                    .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
    }

    /** The session was found by what the token says, so the token is asked only where there is one. */
    private Optional<Account> account(HttpServletRequest request) {
        var live = Asking.get(request, LiveSession.class);
        return live.isPresent()
                        && SessionToken.of(request).filter(tokens::isGood).isPresent()
                ? live.map(LiveSession::account)
                : Optional.empty();
    }
}
