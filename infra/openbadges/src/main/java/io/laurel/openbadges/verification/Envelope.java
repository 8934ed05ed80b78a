package io.laurel.openbadges.verification;

import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.Contexts;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials as JSON holds them: themselves, or an {@code EnvelopedVerifiableCredential} (VC Data Model 2.0, §4.13.1); and envelopes of
 * presentations (§4.13.2).
 */
public final class Envelope {

    private static final Kind CREDENTIAL = new Kind("EnvelopedVerifiableCredential", "vc");
    private static final Kind PRESENTATION = new Kind("EnvelopedVerifiablePresentation", "vp");

    private Envelope() {}

    private record Kind(String type, Pattern address) {

        Kind(String type, String media) {
            this(
                    type,
                    Pattern.compile(
                            "data:application/(?:" + media + "\\+)?jwt,([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*){2})"));
        }
    }

    static boolean isOne(JsonObject credential) {
        return is(credential, CREDENTIAL);
    }

    static boolean isPresentation(JsonObject presentation) {
        return is(presentation, PRESENTATION);
    }

    private static boolean is(JsonObject document, Kind kind) {
        return Members.texts(document, "type").contains(kind.type());
    }

    /**
     * What a {@link CredentialVerifier} takes: the credential in UTF-8, or the JWT in the envelope.
     *
     * @throws UnreadableCredentialException if it is an envelope that holds no JWT
     */
    public static byte[] open(JsonObject credential) {
        return isOne(credential)
                ? token(credential, CREDENTIAL).getBytes(StandardCharsets.US_ASCII)
                : credential.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The JWT in the envelope of a presentation.
     *
     * @throws UnreadableCredentialException if it holds none
     */
    static String openPresentation(JsonObject envelope) {
        return token(envelope, PRESENTATION);
    }

    private static String token(JsonObject envelope, Kind kind) {
        if (!Members.texts(envelope, "type").equals(List.of(kind.type()))) {
            throw new UnreadableCredentialException("An envelope has one type, " + kind.type() + ".");
        }
        if (!Members.texts(envelope, "@context").contains(Contexts.CREDENTIALS_V2)) {
            throw new UnreadableCredentialException("An envelope has the context " + Contexts.CREDENTIALS_V2 + ".");
        }
        Matcher address = kind.address().matcher(Members.text(envelope, "id").orElse(""));
        if (!address.matches()) {
            throw new UnreadableCredentialException("The id of an envelope is a data: address of a JWT.");
        }
        return address.group(1);
    }
}
