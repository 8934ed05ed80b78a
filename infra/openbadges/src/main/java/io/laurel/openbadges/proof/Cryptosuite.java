package io.laurel.openbadges.proof;

import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.PublicKey;
import jakarta.json.JsonObject;
import java.util.Optional;

/** A way to secure documents (VC Data Integrity 1.0, §3.1): which keys it takes, and what they sign. */
sealed interface Cryptosuite permits EddsaRdfc2022, EcdsaRdfc2019, Ed25519Signature2020 {

    /** The suite of a proof, or none if it is not known here. */
    static Optional<Cryptosuite> of(JsonObject proof) {
        return switch (StrictJson.text(proof, "type")) {
            case "DataIntegrityProof" ->
                switch (StrictJson.text(proof, "cryptosuite")) {
                    case EddsaRdfc2022.CRYPTOSUITE -> Optional.of(EddsaRdfc2022.SUITE);
                    case EcdsaRdfc2019.CRYPTOSUITE -> Optional.of(EcdsaRdfc2019.SUITE);
                    default -> Optional.empty();
                };
            case Ed25519Signature2020.TYPE -> Optional.of(Ed25519Signature2020.SUITE);
            default -> Optional.empty();
        };
    }

    /** Whether a key is of the suite's kind. */
    boolean takes(PublicKey key);

    /** The hash that goes with a key. */
    String hash(PublicKey key);

    /** The proof's configuration: what of the proof is signed with the document. */
    JsonObject configurationOf(JsonObject document, JsonObject proof);
}
