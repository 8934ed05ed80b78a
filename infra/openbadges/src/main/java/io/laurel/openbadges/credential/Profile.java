package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.Contexts;
import java.util.List;

/** The document behind an issuer's address (Open Badges 3.0, §B.1.17 Profile). */
public final class Profile {

    private Profile() {}

    /**
     * Another name that an issuer is known by (§B.1.14 IdentifierEntry).
     *
     * @param type of the specification's list, or one of one's own that begins with {@code ext:}
     */
    public record Identifier(String identifier, String type) {}

    /** The profile as JSON text. */
    public static String json(Issuer issuer) {
        return json(issuer, List.of());
    }

    /** The profile as JSON text, with other names of the issuer. */
    public static String json(Issuer issuer, List<Identifier> others) {
        JsonText json = new JsonText(512).open('{').members("@context", Contexts.OPEN_BADGES);
        CredentialJson.profile(json, issuer);
        if (!others.isEmpty()) {
            json.open("otherIdentifier", '[');
            for (Identifier other : others) {
                json.open('{')
                        .member("type", "IdentifierEntry")
                        .member("identifier", other.identifier())
                        .member("identifierType", other.type())
                        .close('}');
            }
            json.close(']');
        }
        return json.close('}').toString();
    }
}
