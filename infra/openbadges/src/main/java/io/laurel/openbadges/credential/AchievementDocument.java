package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.Contexts;

/** The document behind an achievement's address (Open Badges 3.0, §B.1.1 Achievement). */
public final class AchievementDocument {

    private AchievementDocument() {}

    /**
     * The achievement as JSON text.
     *
     * @param creator who awards it
     */
    public static String json(Achievement achievement, Issuer creator) {
        JsonText json = new JsonText(1024).open('{').members("@context", Contexts.OPEN_BADGES);
        CredentialJson.achievement(json, achievement).open("creator", '{');
        return CredentialJson.profile(json, creator).close('}').close('}').toString();
    }
}
