package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.Contexts;
import java.util.List;

/** The JSON of an OpenBadgeCredential (Open Badges 3.0, §B.1.2), member by member in one fixed order. */
public final class CredentialJson {

    /** The JSON Schema of an AchievementCredential (Open Badges 3.0, §B.1.11). */
    private static final String SCHEMA =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    private CredentialJson() {}

    /** The credential without its proof, the closing brace left off for it. */
    public static JsonText unsigned(Credential credential) {
        JsonText json = new JsonText(2048)
                .open('{')
                .members("@context", Contexts.OPEN_BADGE_CREDENTIAL)
                .member("id", credential.id())
                .members("type", List.of("VerifiableCredential", "OpenBadgeCredential"))
                .open("issuer", '{');
        profile(json, credential.issuer()).close('}');
        json.member("validFrom", credential.validFrom());
        if (credential.validUntil() != null) {
            json.member("validUntil", credential.validUntil());
        }
        json.member("name", credential.achievement().name());
        subject(json, credential);
        if (credential.evidence() != null) {
            json.open("evidence", '[')
                    .open('{')
                    .member("id", credential.evidence())
                    .members("type", List.of("Evidence"))
                    .close('}')
                    .close(']');
        }
        return status(schema(json), credential.status());
    }

    public static JsonText profile(JsonText json, Issuer issuer) {
        return json.member("id", issuer.id())
                .members("type", List.of("Profile"))
                .member("name", issuer.name())
                .member("url", issuer.url());
    }

    public static JsonText achievement(JsonText json, Achievement achievement) {
        json.member("id", achievement.id())
                .members("type", List.of("Achievement"))
                .member("name", achievement.name())
                .member("description", achievement.description())
                .open("criteria", '{')
                .member("narrative", achievement.criteriaNarrative())
                .close('}')
                .open("image", '{')
                .member("id", achievement.image())
                .member("type", "Image")
                .close('}');
        return achievement.tags().isEmpty() ? json : json.members("tag", achievement.tags());
    }

    private static void subject(JsonText json, Credential credential) {
        json.open("credentialSubject", '{')
                .members("type", List.of("AchievementSubject"))
                .open("identifier", '[')
                .open('{')
                .member("type", "IdentityObject")
                .flag("hashed", true)
                .member("identityHash", credential.recipient().hash())
                .member("identityType", "emailAddress")
                .member("salt", credential.recipient().salt())
                .close('}')
                .close(']')
                .open("achievement", '{');
        achievement(json, credential.achievement()).close('}').close('}');
    }

    /** An array, as 1EdTech's schema wants it. */
    private static JsonText schema(JsonText json) {
        return json.open("credentialSchema", '[')
                .open('{')
                .member("id", SCHEMA)
                .member("type", "1EdTechJsonSchemaValidator2019")
                .close('}')
                .close(']');
    }

    private static JsonText status(JsonText json, StatusEntry status) {
        return json.open("credentialStatus", '{')
                .member("id", statusId(status))
                .member("type", "BitstringStatusListEntry")
                .member("statusPurpose", "revocation")
                .member("statusListIndex", Integer.toString(status.index()))
                .member("statusListCredential", status.listCredential())
                .close('}');
    }

    public static String statusId(StatusEntry status) {
        return status.listCredential() + "#" + status.index();
    }
}
