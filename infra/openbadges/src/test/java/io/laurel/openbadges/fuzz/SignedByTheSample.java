package io.laurel.openbadges.fuzz;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A credential that verifies, and what a verifier must find for it. */
final class SignedByTheSample {

    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private SignedByTheSample() {}

    static byte[] credential() {
        return new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED);
    }

    /** Knows the DID document of the sample's issuer and nothing else. */
    static DocumentLoader loader() {
        byte[] did = """
                {"id": "%s",
                 "verificationMethod": [{"id": "%s", "type": "Multikey", "controller": "%1$s", "publicKeyMultibase": "%s"}],
                 "assertionMethod": ["%2$s"]}
                """.formatted(
                        Samples.ISSUER.id(), Samples.KEY.verificationMethod(), Samples.PAIR.publicKeyMultibase())
                .getBytes(StandardCharsets.UTF_8);
        return address -> {
            if (!address.getPath().endsWith("did.json")) {
                throw new DocumentUnavailableException("There is nothing at " + address + ".");
            }
            return did.clone();
        };
    }
}
