package io.laurel.openbadges.proof;

import io.laurel.openbadges.key.EcPublicKey;
import io.laurel.openbadges.key.PublicKey;
import jakarta.json.JsonObject;

/** The cryptosuite {@code ecdsa-rdfc-2019} (Data Integrity ECDSA Cryptosuites 1.0, §3.2), for reading; P-256 or P-384 as the key says. */
record EcdsaRdfc2019() implements Cryptosuite {

    static final String CRYPTOSUITE = "ecdsa-rdfc-2019";
    static final EcdsaRdfc2019 SUITE = new EcdsaRdfc2019();

    @Override
    public boolean takes(PublicKey key) {
        return key instanceof EcPublicKey;
    }

    @Override
    public String hash(PublicKey key) {
        return key instanceof EcPublicKey ec ? ec.curve().hash() : "SHA-256";
    }

    @Override
    public JsonObject configurationOf(JsonObject document, JsonObject proof) {
        return EddsaRdfc2022.configuration(document, proof);
    }
}
