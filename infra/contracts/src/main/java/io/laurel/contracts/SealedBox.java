package io.laurel.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A secret that one service makes and only another may read: a key of its own for each, wrapped for an X25519 public key
 * (DHKEM of RFC 9180), and AES-256-GCM. A box is a version byte, the wrapped key, the nonce, the ciphertext and the tag. It
 * opens only under the name that it was sealed for.
 */
public final class SealedBox {

    private static final byte VERSION = 1;
    private static final String CURVE = "X25519";
    private static final int WRAPPED_KEY_BYTES = 32;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedBox() {}

    public static KeyPair newKeyPair() {
        try {
            return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CURVE, e);
        }
    }

    /** Reads a public key that was written as X.509 (RFC 8410). */
    public static PublicKey publicKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of " + CURVE, e);
        }
    }

    /** Reads a private key that was written as PKCS #8 (RFC 8410). */
    public static PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(CURVE).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            // Without the cause: who knows what it quotes.
            throw new IllegalArgumentException("not a private key of " + CURVE);
        }
    }

    public static byte[] seal(byte[] plain, PublicKey to, String name) {
        try {
            var wrapped = KEM.getInstance("DHKEM").newEncapsulator(to).encapsulate(0, KEY_BYTES, "AES");
            var nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, wrapped.key(), nonce, name).doFinal(plain);
            return ByteBuffer.allocate(1 + WRAPPED_KEY_BYTES + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(wrapped.encapsulation())
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + name, e);
        }
    }

    /**
     * Opens a box.
     *
     * @throws IllegalStateException when it was sealed for another key or under another name, or was changed
     */
    public static byte[] open(byte[] box, PrivateKey key, String name) {
        if (box.length < 1 + WRAPPED_KEY_BYTES + NONCE_BYTES || box[0] != VERSION) {
            throw new IllegalStateException("sealed in an unknown way: " + name);
        }
        var bytes = ByteBuffer.wrap(box, 1, box.length - 1);
        var wrapped = new byte[WRAPPED_KEY_BYTES];
        var nonce = new byte[NONCE_BYTES];
        bytes.get(wrapped).get(nonce);
        var sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        try {
            var opened = KEM.getInstance("DHKEM").newDecapsulator(key).decapsulate(wrapped, 0, KEY_BYTES, "AES");
            return cipher(Cipher.DECRYPT_MODE, opened, nonce, name).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open " + name + ": sealed for another key, or changed", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(UTF_8));
        return cipher;
    }
}
