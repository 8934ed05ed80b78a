package io.laurel.ingress.limits;

import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.access.Asking;
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
            var key = counted.key();
            if (key != null) {
                key.verdict().headers().forEach(response::setHeader);
                Asking.set(request, CountedKey.class, key);
            }
            var session = counted.session();
            if (session != null) {
                Asking.set(request, LiveSession.class, session);
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

    /** An {@code Authorization} header elsewhere is a session's. */
    private static @Nullable Shown shown(HttpServletRequest request) {
        Optional<Shown> shown = path(request).startsWith("/api/v1/")
                ? ApiKeySecret.ofAuthorization(request.getHeader("Authorization"))
                        .map(secret -> Shown.Key.of(secret.hash()))
                : SessionToken.of(request).flatMap(SessionToken::claimedSession).map(Shown.Session::new);
        return shown.orElse(null);
    }

    /** As the server will route it: decoded, without path parameters, so that no spelling of a path goes uncounted. */
    private static String path(HttpServletRequest request) {
        var rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** A list header may be sent in several lines, which mean one list. */
    private static @Nullable String joined(HttpServletRequest request, String name) {
        var lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
