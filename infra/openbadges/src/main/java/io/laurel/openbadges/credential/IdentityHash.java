package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.encoding.Text;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A recipient's e-mail address as a salted hash (Open Badges 3.0, §B.1.13 IdentityObject and §B.4.1 IdentityHash).
 *
 * @param hash {@code sha256$} and the hexadecimal SHA-256 of the address followed by the salt
 * @param salt the salt in clear, as the credential carries it
 */
public record IdentityHash(String hash, String salt) {

    public IdentityHash {
        hash = Text.wellFormed(hash, "identityHash");
        salt = Text.wellFormed(salt, "salt");
    }

    /** The hash of an address under a salt, both in UTF-8. */
    public static IdentityHash of(String email, String salt) {
        byte[] digest = Sha256.of((email + salt).getBytes(StandardCharsets.UTF_8));
        return new IdentityHash("sha256$" + HexFormat.of().formatHex(digest), salt);
    }
}
