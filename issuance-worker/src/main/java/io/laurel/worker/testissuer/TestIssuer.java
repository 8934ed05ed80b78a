package io.laurel.worker.testissuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.DocumentSigner;
import io.laurel.openbadges.proof.SigningOptions;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A did:key whose private half is here for everybody to read, so that nobody can take what it signs for a credential. */
final class TestIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(TestIssuer.class);
    private static final String SEED = "Laurel's test issuer. Trust nothing that it signs.";

    private final String did;
    private final DocumentSigner signer;

    TestIssuer() {
        var pair = Ed25519KeyPair.of(Sha256.of(SEED.getBytes(UTF_8)));
        did = "did:key:" + pair.publicKeyMultibase();
        signer = new DocumentSigner(new IssuerKey(URI.create(did + "#" + pair.publicKeyMultibase()), pair));
        LOG.atWarn().log("the TEST issuer is on: anyone may have anything signed by {}", did);
    }

    String did() {
        return did;
    }

    JsonObject sign(JsonObject document, Instant now) {
        return signer.sign(document, SigningOptions.ofCredential(now), DocumentSigner.Form.OBJECT);
    }
}
