package io.laurel.verifier.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers what they may do with our answers. Any site's scripts may read them, being public and free of cookies;
 * pages load nothing from elsewhere and run no script, but for the one by which a file can be dropped on the look-up page.
 */
@Component
class PublicAnswersFilter extends OncePerRequestFilter {

    private static final String PAGES = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";
    /** A picture, opened on its own, may show itself and its embedded pictures and fonts; it runs and sends nothing. */
    private static final String PICTURES =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

    private static final String WIDGETS = PAGES.replace("frame-ancestors 'none'", "frame-ancestors *");

    /** A badge that was handed in may carry its picture within itself. */
    private static final String LOOKUP = PAGES.replace("img-src 'self'", "img-src 'self' data:; script-src 'self'");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", policy(request.getRequestURI()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        chain.doFilter(request, response);
    }

    private static String policy(String path) {
        if (path.endsWith(".svg") || path.endsWith("/baked")) {
            return PICTURES;
        }
        if (path.startsWith("/api/embed/")) {
            return WIDGETS;
        }
        return path.equals("/verify-lookup") ? LOOKUP : PAGES;
    }
}
