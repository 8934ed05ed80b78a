package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.Contexts;

/** The document behind an issuer's address (Open Badges 3.0, §B.1.17 Profile). */
public final class Profile {

    private Profile() {}

    /** The profile as JSON text. */
    public static String json(Issuer issuer) {
        JsonText json = new JsonText(512).open('{').members("@context", Contexts.OPEN_BADGES);
        return CredentialJson.profile(json, issuer).close('}').toString();
    }
}
