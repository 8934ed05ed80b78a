package io.laurel.openbadges.proof;

import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519PublicKey;
import io.laurel.openbadges.key.PublicKey;
import jakarta.json.JsonObject;

/** The older suite {@code Ed25519Signature2020} (Ed25519Signature2020, CCG report of 2022-07-23, §3), for reading. */
record Ed25519Signature2020() implements Cryptosuite {

    static final String TYPE = "Ed25519Signature2020";
    static final Ed25519Signature2020 SUITE = new Ed25519Signature2020();

    @Override
    public boolean takes(PublicKey key) {
        return key instanceof Ed25519PublicKey;
    }

    @Override
    public String hash(PublicKey key) {
        return "SHA-256";
    }

    /** Signers of this suite put a context of the proof's own into it, or leave the document's to it. */
    @Override
    public JsonObject configurationOf(JsonObject document, JsonObject proof) {
        return proof.containsKey("@context")
                ? StrictJson.PROVIDER
                        .createObjectBuilder(proof)
                        .remove("proofValue")
                        .build()
                : EddsaRdfc2022.configuration(document, proof);
    }
}
