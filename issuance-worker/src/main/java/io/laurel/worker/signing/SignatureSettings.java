package io.laurel.worker.signing;

import io.laurel.openbadges.key.SignatureProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who computes Ed25519 signatures. All make the same ones; the speed differs.
 *
 * @param signatureProvider {@code BouncyCastle}, or the name of a provider that is installed in the Java run time, e.g.
 *     {@code AmazonCorrettoCryptoProvider}
 */
@ConfigurationProperties("laurel.worker")
record SignatureSettings(@DefaultValue(BOUNCY_CASTLE) String signatureProvider) {

    private static final String BOUNCY_CASTLE = "BouncyCastle";

    SignatureSettings {
        try {
            provider(signatureProvider);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("laurel.worker.signature-provider: " + e.getMessage(), e);
        }
    }

    SignatureProvider provider() {
        return provider(signatureProvider);
    }

    private static SignatureProvider provider(String name) {
        return name.equals(BOUNCY_CASTLE) ? SignatureProvider.BOUNCY_CASTLE : SignatureProvider.jca(name);
    }
}
