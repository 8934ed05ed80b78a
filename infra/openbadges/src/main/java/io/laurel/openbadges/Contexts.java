package io.laurel.openbadges;

import java.util.List;

/** The JSON-LD contexts that this library knows. */
final class Contexts {

    static final String CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2";
    static final String OPEN_BADGES_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /** What an OpenBadgeCredential names, in this order. */
    static final List<String> OPEN_BADGES = List.of(CREDENTIALS_V2, OPEN_BADGES_3_0_3);

    private Contexts() {}
}
