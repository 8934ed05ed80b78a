package io.laurel.ingress.limits;

import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds where a request comes from, and limits what one source address may ask, on all routes but the operator's own. */
final class AddressLimitFilter extends OncePerRequestFilter {

    /** Where passwords and addresses could be tried out. */
    private static final Set<String> SIGN_IN = Set.of(
            "/api/auth/login",
            "/api/auth/register",
            "/api/auth/resend-verification-public",
            "/api/auth/forgot-password",
            "/api/auth/reset-password");

    private final RateLimits limits;
    private final ClientAddress addresses;
    private final LimitSettings settings;
    private final ErrorWriter errors;

    AddressLimitFilter(RateLimits limits, ClientAddress addresses, LimitSettings settings, ErrorWriter errors) {
        this.limits = limits;
        this.addresses = addresses;
        this.settings = settings;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address =
                addresses.of(request.getRemoteAddr(), joined(request, "Forwarded"), joined(request, "X-Forwarded-For"));
        Origin.set(request, address);
        var counted = ClientAddress.counted(address);
        try {
            settings.requestsPerMinuteOfAnAddress()
                    .ifPresent(most -> limits.ofAddress(counted, most).orThrow());
            if (SIGN_IN.contains(request.getRequestURI())) {
                settings.signInsOfAnAddress()
                        .ifPresent(most -> limits.ofSignIn(counted, most).orThrow());
            }
        } catch (ApiException e) {
            errors.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    /** A list header may be sent in several lines, which mean one list. */
    private static @Nullable String joined(HttpServletRequest request, String name) {
        var lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
