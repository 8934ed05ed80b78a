package io.laurel.openbadges.verification;

import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.Contexts;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Credentials as JSON holds them: themselves, or an {@code EnvelopedVerifiableCredential} (VC Data Model 2.0, §4.13.1). */
public final class Envelope {

    private static final String TYPE = "EnvelopedVerifiableCredential";
    private static final Pattern JWT =
            Pattern.compile("data:application/(vc\\+)?jwt,([A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){2})");

    private Envelope() {}

    static boolean isOne(JsonObject credential) {
        return Members.texts(credential, "type").contains(TYPE);
    }

    /**
     * What a {@link CredentialVerifier} takes: the credential in UTF-8, or the JWT in the envelope.
     *
     * @throws UnreadableCredentialException if it is an envelope that holds no JWT
     */
    public static byte[] open(JsonObject credential) {
        if (!isOne(credential)) {
            return credential.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (!Members.texts(credential, "type").equals(List.of(TYPE))) {
            throw new UnreadableCredentialException("An enveloped credential has one type, " + TYPE + ".");
        }
        if (!Members.texts(credential, "@context").contains(Contexts.CREDENTIALS_V2)) {
            throw new UnreadableCredentialException(
                    "An enveloped credential has the context " + Contexts.CREDENTIALS_V2 + ".");
        }
        var id = JWT.matcher(Members.text(credential, "id").orElse(""));
        if (!id.matches()) {
            throw new UnreadableCredentialException("The id of an enveloped credential is a data: address of a JWT.");
        }
        return id.group(2).getBytes(StandardCharsets.US_ASCII);
    }
}
