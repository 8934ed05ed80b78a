package io.laurel.worker.signing;

import io.laurel.openbadges.key.SignatureProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who computes Ed25519 signatures. All make the same ones; the speed differs.
 *
 * @param signatureProvider {@code BouncyCastle}, or the name of a JCA provider in the Java run time or on the class path, e.g.
 *     {@code AmazonCorrettoCryptoProvider} ({@code ./mvnw -Pfast-signatures} puts it there)
 */
@ConfigurationProperties("laurel.worker")
record SignatureSettings(
        @DefaultValue(SignatureProvider.BOUNCY_CASTLE_NAME) String signatureProvider) {

    SignatureSettings {
        try {
            SignatureProvider.named(signatureProvider);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("laurel.worker.signature-provider: " + e.getMessage(), e);
        }
    }

    SignatureProvider provider() {
        return SignatureProvider.named(signatureProvider);
    }
}
