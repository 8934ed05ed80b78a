package io.laurel.ingress.limits;

import static io.laurel.ingress.access.Dialect.path;

import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Dialect;
import io.laurel.ingress.access.PortalToken;
import io.laurel.ingress.access.SessionToken;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds where a request comes from and counts it, on all routes but the operator's own: for its source address, and for the
 * API key that it carries. Whether that key, or the session of its token, still holds is looked up with the count.
 */
final class LimitFilter extends OncePerRequestFilter {

    /** Where passwords and addresses could be tried out. */
    private static final Set<String> SIGN_IN = Set.of(
            "/api/auth/login",
            "/api/auth/register",
            "/api/auth/resend-verification-public",
            "/api/auth/forgot-password",
            "/api/auth/reset-password",
            "/account/sign-in",
            "/account/password");

    private static final String PORTAL_PAGES = "/portal";

    private final RateLimits limits;
    private final ClientAddress addresses;
    private final ErrorWriter errors;

    LimitFilter(RateLimits limits, ClientAddress addresses, ErrorWriter errors) {
        this.limits = limits;
        this.addresses = addresses;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return path(request).startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address =
                addresses.of(request.getRemoteAddr(), joined(request, "Forwarded"), joined(request, "X-Forwarded-For"));
        Origin.set(request, address);
        try {
            var counted = limits.count(ClientAddress.counted(address), isSignIn(request), shown(request));
            switch (counted.live()) {
                case CountedKey key -> {
                    key.verdict().headers().forEach(response::setHeader);
                    Asking.set(request, CountedKey.class, key);
                }
                case LiveSession session -> Asking.set(request, LiveSession.class, session);
                case LivePortalSession session -> Asking.set(request, LivePortalSession.class, session);
                case null -> {}
            }
            counted.ofAddress().forEach(Verdict::orThrow);
        } catch (ApiException e) {
            errors.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Looking at a form tries nothing. */
    private static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST") && SIGN_IN.contains(path(request));
    }

    private static @Nullable Shown shown(HttpServletRequest request) {
        var path = path(request);
        var authorization = request.getHeader("Authorization");
        Optional<Shown> shown;
        if (path.startsWith("/api/v1/")) {
            shown = key(authorization);
        } else if (Dialect.of(path) == Dialect.PORTAL) {
            shown = key(authorization).or(() -> portalSession(PortalToken.ofAuthorization(authorization)));
        } else if (path.equals(PORTAL_PAGES) || path.startsWith(PORTAL_PAGES + "/")) {
            shown = portalSession(PortalToken.ofCookie(request));
        } else {
            shown = SessionToken.of(request)
                    .flatMap(SessionToken::claimedSession)
                    .map(Shown.Session::new);
        }
        return shown.orElse(null);
    }

    private static Optional<Shown> key(@Nullable String authorization) {
        return ApiKeySecret.ofAuthorization(authorization).map(secret -> Shown.Key.of(secret.hash()));
    }

    private static Optional<Shown> portalSession(Optional<PortalToken> token) {
        return token.map(text -> Shown.PortalSession.of(text.hash()));
    }

    /** A list header may be sent in several lines, which mean one list. */
    private static @Nullable String joined(HttpServletRequest request, String name) {
        var lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
