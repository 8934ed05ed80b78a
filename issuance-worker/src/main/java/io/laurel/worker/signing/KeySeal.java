package io.laurel.worker.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Seals what must not lie open in the database: AES-256-GCM under the key-encryption key. A sealed text is a version
 * byte, the nonce, the ciphertext and the tag. It opens only under the name that it was sealed for.
 */
@Component
public final class KeySeal {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    KeySeal(Settings settings, SecureRandom random) {
        this.key = new SecretKeySpec(settings.keyEncryptionKeyBytes(), "AES");
        this.random = random;
    }

    /** @param keyEncryptionKey 32 bytes in base64; whoever has it and the database has every signing key */
    @ConfigurationProperties("laurel.worker")
    record Settings(@Nullable String keyEncryptionKey) {

        Settings {
            if (decoded(keyEncryptionKey).length != 32) {
                throw new IllegalArgumentException("laurel.worker.key-encryption-key: 32 bytes in base64 are wanted");
            }
        }

        byte[] keyEncryptionKeyBytes() {
            return decoded(keyEncryptionKey);
        }

        private static byte[] decoded(@Nullable String base64) {
            if (base64 == null) {
                throw new IllegalArgumentException("laurel.worker.key-encryption-key is required: 32 bytes in base64");
            }
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                // Without the cause: its message could hold a part of the key.
                throw new IllegalArgumentException("laurel.worker.key-encryption-key: not base64");
            }
        }

        @Override
        public String toString() {
            return "Settings[keyEncryptionKey=sealed]";
        }
    }

    public byte[] seal(byte[] plain, String name) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + name, e);
        }
    }

    /** @throws IllegalStateException when it was sealed under another key or another name, or was changed */
    @SuppressWarnings("MissingSummary")
    public byte[] open(byte[] sealed, String name) {
        try {
            var bytes = ByteBuffer.wrap(sealed);
            if (bytes.get() != VERSION) {
                throw new IllegalStateException("sealed in an unknown version: " + name);
            }
            var nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            var rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(rest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot open " + name + ": another key-encryption key, or changed bytes", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(UTF_8));
        return cipher;
    }
}
