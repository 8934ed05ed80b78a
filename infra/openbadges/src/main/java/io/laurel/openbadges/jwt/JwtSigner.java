package io.laurel.openbadges.jwt;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.RsaKeyPair;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Signs credentials as VC-JWT with RS256 (Open Badges 3.0, §8.2): the credential's members and the claims that repeat them. Thread-safe. */
public final class JwtSigner {

    private final RsaKeyPair key;
    private final String header;

    private JwtSigner(RsaKeyPair key, String header) {
        this.key = key;
        this.header = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A signer that shows its public key in the header, {@code jwk}: the one form that 1EdTech's validator takes from an issuer with a DID.
     * The issuer's document must list the key, or nobody has a reason to believe it.
     */
    public static JwtSigner showing(RsaKeyPair key) {
        return new JwtSigner(
                key,
                key.publicKey()
                        .jwk(header().open("jwk", '{'))
                        .close('}')
                        .close('}')
                        .toString());
    }

    /** A signer that names its key in the header, {@code kid}: a verification method of the issuer. */
    public static JwtSigner naming(URI verificationMethod, RsaKeyPair key) {
        return new JwtSigner(
                key, header().member("kid", verificationMethod).close('}').toString());
    }

    private static JsonText header() {
        return new JsonText(512).open('{').member("alg", "RS256").member("typ", "JWT");
    }

    /**
     * Signs a credential; a proof that it has is left out.
     *
     * @param credential JSON in UTF-8
     * @return the token in compact form
     * @throws JsonLdException if it is no JSON object
     */
    public String sign(byte[] credential) {
        byte[] claims = claims(StrictJson.object(credential)).toString().getBytes(StandardCharsets.UTF_8);
        String signed = header + "." + Base64Url.encode(claims);
        return signed + "." + Base64Url.encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static JsonObject claims(JsonObject credential) {
        JsonObjectBuilder claims = StrictJson.PROVIDER.createObjectBuilder(credential);
        claims.remove("proof");
        claim(claims, "iss", StrictJson.issuer(credential));
        claim(claims, "jti", StrictJson.text(credential, "id"));
        claim(claims, "sub", Claims.subject(credential));
        DateTimeStamp.parse(StrictJson.text(credential, "validFrom"))
                .ifPresent(time -> claims.add("nbf", time.getEpochSecond()));
        DateTimeStamp.parse(StrictJson.text(credential, "validUntil"))
                .ifPresent(time -> claims.add("exp", time.getEpochSecond()));
        return claims.build();
    }

    private static void claim(JsonObjectBuilder claims, String name, String value) {
        if (!value.isEmpty()) {
            claims.add(name, value);
        }
    }

    @Override
    public String toString() {
        return "JwtSigner[" + key + "]";
    }
}
