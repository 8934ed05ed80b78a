package io.laurel.contracts;

import java.util.List;

/** Where the portal's contract is spoken, and not the platform's: its errors are sentences. */
public final class PortalPaths {

    private static final List<String> ROOTS = List.of(
            "/api/auth/request",
            "/api/auth/verify",
            "/api/auth/logout",
            "/api/me",
            "/api/keys",
            "/api/people",
            "/api/interviews");

    private PortalPaths() {}

    public static boolean include(String path) {
        return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }
}
