package io.laurel.ingress.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;

/** The two contracts that are spoken under {@code /api}. The path decides which: for who is let in, and for how errors look. */
public enum Dialect {
    PLATFORM,
    PORTAL;

    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    private static final List<String> OF_PORTAL = List.of(
            "/api/auth/request",
            "/api/auth/verify",
            "/api/auth/logout",
            "/api/me",
            "/api/keys",
            "/api/people",
            "/api/interviews");

    /** Of a request as it came; where it failed before it was routed, of the path that was asked for. */
    public static Dialect of(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? of(PATH_PARAMETERS.matcher(asked).replaceAll(""))
                : of(path(request));
    }

    /** The dialect of a path as it is routed. */
    public static Dialect of(String path) {
        return OF_PORTAL.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"))
                ? PORTAL
                : PLATFORM;
    }

    /** As the server will route it: decoded, without path parameters, so that no spelling of a path escapes its rules. */
    public static String path(HttpServletRequest request) {
        var rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }
}
