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

/** Ed25519 by an installed JCA provider. Keys go in as PKCS#8 and X.509 (RFC 8410), the forms that every provider takes. */
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
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new IllegalArgumentException("no security provider " + name + " is installed");
        }
        for (String algorithm : new String[] {"Ed25519", "EdDSA"}) {
            if (provider.getService("Signature", algorithm) != null
                    && provider.getService("KeyFactory", algorithm) != null) {
                return new JcaProvider(provider, algorithm);
            }
        }
        throw new IllegalArgumentException("the security provider " + name + " has no Ed25519");
    }

    @Override
    public Signer signer(byte[] seed, byte[] publicKey) {
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm, provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(joined(PKCS8, seed)));
            return message -> sign(key, message);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(provider.getName() + " does not take an Ed25519 key", refused);
        }
    }

    private byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(provider.getName() + " could not sign", broken);
        }
    }

    @Override
    public Verifier verifier(byte[] publicKey) {
        try {
            java.security.PublicKey key = KeyFactory.getInstance(algorithm, provider)
                    .generatePublic(new X509EncodedKeySpec(joined(X509, publicKey)));
            return (message, signature) -> verify(key, message, signature);
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("not a usable Ed25519 public key", refused);
        }
    }

    private boolean verify(java.security.PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm, provider);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(provider.getName() + " could not verify", broken);
        }
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
