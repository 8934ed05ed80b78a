package io.laurel.localstack.frontdoor;

import java.util.Set;
import java.util.regex.Pattern;

/** Which service owns a path: what anyone may look up is the verifier's, everything else the ingress's. */
public final class Routes {

    /** A service behind the front door. */
    public enum Target {
        INGRESS,
        VERIFIER,
        /** Only where the worker's test issuer is on. */
        WORKER
    }

    private static final Set<String> OF_VERIFIER = Set.of(
            "/api/verify",
            "/api/credentials/verify",
            "/api/credentials/verify-image",
            "/api/embed",
            "/credentials",
            "/presentations",
            "/issuers",
            "/achievements",
            "/verify",
            "/verify-lookup",
            "/o",
            "/u",
            "/images");

    /** Of one credential, what anyone may fetch; the rest of {@code /api/credentials} is its recipient's. */
    private static final Pattern FILES = Pattern.compile("/api/credentials/[^/]+/(?:baked(?:\\.svg)?|qr)");

    private static final Set<String> OF_TEST_ISSUER = Set.of("/credentials/issue", "/vc-api");

    private Routes() {}

    static Target of(String path, Set<Target> services) {
        if (services.contains(Target.WORKER) && owns(OF_TEST_ISSUER, path)) {
            return Target.WORKER;
        }
        return owns(OF_VERIFIER, path) || FILES.matcher(path).matches() ? Target.VERIFIER : Target.INGRESS;
    }

    private static boolean owns(Set<String> prefixes, String path) {
        return prefixes.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
