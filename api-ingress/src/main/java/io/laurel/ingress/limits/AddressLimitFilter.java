package io.laurel.ingress.limits;

import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits what one source address may ask, on all routes but the operator's own. */
final class AddressLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final ClientAddress addresses;
    private final int perMinute;
    private final ErrorWriter errors;

    AddressLimitFilter(RateLimits limits, ClientAddress addresses, int perMinute, ErrorWriter errors) {
        this.limits = limits;
        this.addresses = addresses;
        this.perMinute = perMinute;
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
        try {
            limits.ofAddress(ClientAddress.counted(address), perMinute).orThrow();
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
