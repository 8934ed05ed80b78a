package io.laurel.ingress.access;

import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who makes a request, before anything else looks at it: it passes, or ends as an error. */
public abstract class Checkpoint extends OncePerRequestFilter {

    private final ErrorWriter errors;

    protected Checkpoint(ErrorWriter errors) {
        this.errors = errors;
    }

    /** Notes who asks, or throws an {@link ApiException} where nobody is to pass. */
    protected abstract void admit(HttpServletRequest request);

    @Override
    protected final void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            admit(request);
        } catch (ApiException e) {
            errors.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }
}
