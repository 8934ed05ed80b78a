package io.laurel.ingress.session;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Asking;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who is signed in, from the token in the {@code Authorization} header or, in a browser, from the cookie. A token
 * that was sent on purpose must be good; a cookie that has ended only means that nobody is signed in.
 */
final class SessionFilter extends OncePerRequestFilter {

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final SessionTokens tokens;
    private final ErrorWriter errors;

    SessionFilter(SessionTokens tokens, ErrorWriter errors) {
        this.tokens = tokens;
        this.errors = errors;
    }

    /** Programs send the token that has just ended along when they ask for the next one. */
    private static boolean isForWhoHasNone(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.startsWith("/api/auth/") && !path.equals("/api/auth/me");
    }

    /** There an {@code Authorization} header means an API key. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            SessionCookies.token(request)
                    .flatMap(tokens::read)
                    .ifPresent(account -> Asking.set(request, Account.class, account));
        } else {
            var bearer = BEARER.matcher(authorization);
            var account = bearer.matches() ? tokens.read(bearer.group(1)) : Optional.<Account>empty();
            if (account.isEmpty() && isForWhoHasNone(request)) {
                chain.doFilter(request, response);
                return;
            }
            if (account.isEmpty()) {
                errors.write(
                        request,
                        response,
                        ApiException.unauthorized("The token is not valid, or no longer. Sign in again.")
                                .header("WWW-Authenticate", "Bearer error=\"invalid_token\""));
                return;
            }
            Asking.set(request, Account.class, account.get());
        }
        chain.doFilter(request, response);
    }
}
