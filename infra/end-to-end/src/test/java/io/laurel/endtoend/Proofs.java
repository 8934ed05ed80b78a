package io.laurel.endtoend;

import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Checks a credential as a stranger does: with the keys that its issuer publishes, and nothing else. */
final class Proofs {

    private Proofs() {}

    static ProofResult check(byte[] credential, Laurel laurel) {
        return new DataIntegrityVerifier(KeyResolver.of(method -> publicKey(method, laurel)))
                .verifyCredential(credential, Instant.now());
    }

    private static Optional<String> publicKey(URI method, Laurel laurel) {
        try {
            var document = laurel.get(pathOf(method.toString().replaceFirst("#.*", "")));
            for (var key : document.get("verificationMethod")) {
                if (key.get("id").asString().equals(method.toString())) {
                    return Optional.of(key.get("publicKeyMultibase").asString());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Where did:web keeps the document: the colons after the host are slashes. */
    private static String pathOf(String did) {
        var parts = did.split(":", 4);
        var host = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
        if (!host.startsWith("localhost:")) {
            throw new AssertionError("not one of ours: " + did);
        }
        return "/" + parts[3].replace(':', '/') + "/did.json";
    }
}
