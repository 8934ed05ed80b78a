package io.laurel.ingress.apikey;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.limits.RateLimits;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request pass to the API whose key is known, within its limit, and of a plan with API access. */
final class ApiKeyFilter extends OncePerRequestFilter {

    /** What Free may reach: the dry run of a cohort and its result. The endpoints themselves look closer. */
    private static final Pattern OPEN_TO_FREE =
            Pattern.compile("POST /api/v1/credentials/bulk|GET /api/v1/bulk-jobs/[^/]+(/results)?");

    private final ApiKeys keys;
    private final RateLimits limits;
    private final ErrorWriter errors;

    ApiKeyFilter(ApiKeys keys, RateLimits limits, ErrorWriter errors) {
        this.keys = keys;
        this.limits = limits;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            admit(request, response);
        } catch (ApiException e) {
            errors.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void admit(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = keys.authenticate(request.getHeader("Authorization"));
        var verdict = limits.ofKey(caller.id(), caller.requestsPerMinute());
        verdict.headers().forEach(response::setHeader);
        verdict.orThrow();
        String asked = request.getMethod() + " " + request.getRequestURI();
        if (!OPEN_TO_FREE.matcher(asked).matches()) {
            caller.requirePaidPlan();
        }
        Asking.set(request, Caller.class, caller);
        Asking.set(request, Actor.class, caller);
    }
}
