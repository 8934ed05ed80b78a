package io.laurel.openbadges.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Ed25519 by a JCA provider. Keys go in as PKCS#8 and X.509 (RFC 8410), the forms that every provider takes. */
final class JcaProvider implements SignatureProvider {

    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Provider provider;
    private final String algorithm;

    private JcaProvider(Provider provider, String algorithm) {
        this.provider = provider;
        this.algorithm = algorithm;
    }

    static JcaProvider of(String name) {
        Provider provider = named(name);
        return Stream.of("Ed25519", "EdDSA")
                .filter(algorithm -> provider.getService("Signature", algorithm) != null)
                .findFirst()
                .map(algorithm -> new JcaProvider(provider, algorithm))
                .orElseThrow(
                        () -> new IllegalArgumentException("the security provider " + name + " has no Ed25519 here"));
    }

    /** One that is only on the class path is not installed by this, so nothing else in the process changes hands. */
    private static Provider named(String name) {
        Provider installed = Security.getProvider(name);
        if (installed != null) {
            return installed;
        }
        for (Provider provider : ServiceLoader.load(Provider.class, JcaProvider.class.getClassLoader())) {
            if (provider.getName().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException(
                "no security provider " + name + " is installed in the Java run time or on the class path");
    }

    @Override
    public Signer signer(byte[] seed, byte[] publicKey) {
        try {
            PrivateKey key = keys().generatePrivate(new PKCS8EncodedKeySpec(joined(PKCS8, seed)));
            ReadySignatures signatures = ready(signature -> signature.initSign(key));
            return message -> sign(signatures, message);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(provider.getName() + " does not take an Ed25519 key", refused);
        }
    }

    private byte[] sign(ReadySignatures signatures, byte[] message) {
        try {
            Signature signature = signatures.take();
            signature.update(message);
            byte[] signed = signature.sign();
            signatures.giveBack(signature);
            return signed;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(provider.getName() + " could not sign", broken);
        }
    }

    @Override
    public Verifier verifier(byte[] publicKey) {
        try {
            java.security.PublicKey key = keys().generatePublic(new X509EncodedKeySpec(joined(X509, publicKey)));
            ReadySignatures signatures = ready(signature -> signature.initVerify(key));
            return (message, signature) -> verify(signatures, message, signature);
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("not a usable Ed25519 public key", refused);
        }
    }

    private boolean verify(ReadySignatures signatures, byte[] message, byte[] signature) {
        try {
            Signature verifier = signatures.take();
            verifier.update(message);
            boolean holds = verifier.verify(signature);
            signatures.giveBack(verifier);
            return holds;
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(provider.getName() + " could not verify", broken);
        }
    }

    /** The provider's own keys where it makes them; Amazon's takes those of others unless it is told to make its own. */
    private KeyFactory keys() throws GeneralSecurityException {
        return provider.getService("KeyFactory", algorithm) == null
                ? KeyFactory.getInstance(algorithm)
                : KeyFactory.getInstance(algorithm, provider);
    }

    private ReadySignatures ready(ReadySignatures.Start start) throws GeneralSecurityException {
        return ReadySignatures.with(() -> Signature.getInstance(algorithm, provider), start);
    }

    private static byte[] joined(byte[] prefix, byte[] key) {
        byte[] both = new byte[prefix.length + key.length];
        System.arraycopy(prefix, 0, both, 0, prefix.length);
        System.arraycopy(key, 0, both, prefix.length, key.length);
        return both;
    }

    @Override
    public String toString() {
        return provider.getName();
    }
}
