package io.laurel.ingress.access;

import io.laurel.contracts.PortalPaths;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;

/** The two contracts that are spoken under {@code /api}. The path decides which: for who is let in, and for how errors look. */
public enum Dialect {
    PLATFORM,
    PORTAL;

    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    /** Of a request as it came; where it failed before it was routed, of the path that was asked for. */
    public static Dialect of(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed == null && request.getServletPath() != null) {
            return of(path(request));
        }
        // One of which the server could not even read the first line is nobody's.
        var asked = failed instanceof String uri ? uri : Objects.requireNonNullElse(request.getRequestURI(), "");
        return of(PATH_PARAMETERS.matcher(asked).replaceAll(""));
    }

    /** The dialect of a path as it is routed. */
    public static Dialect of(String path) {
        return PortalPaths.include(path) ? PORTAL : PLATFORM;
    }

    /** As the server will route it: decoded, without path parameters, so that no spelling of a path escapes its rules. */
    public static String path(HttpServletRequest request) {
        var rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }
}
