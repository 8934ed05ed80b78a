package io.laurel.localstack.frontdoor;

import java.util.Set;

/** Which service owns a path: what anyone may look up is the verifier's, everything else the ingress's. */
public final class Routes {

    /** A service behind the front door. */
    public enum Target {
        INGRESS,
        VERIFIER
    }

    private static final Set<String> OF_VERIFIER = Set.of(
            "/api/verify",
            "/api/credentials",
            "/api/embed",
            "/credentials",
            "/issuers",
            "/achievements",
            "/verify",
            "/verify-lookup",
            "/o",
            "/u",
            "/images");

    private Routes() {}

    static Target of(String path) {
        return OF_VERIFIER.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                ? Target.VERIFIER
                : Target.INGRESS;
    }
}
