package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.SealedBox;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key pair that webhook secrets are sealed to, made once for a database. The ingress, which makes the secrets, knows the
 * public half; the private one is kept sealed (AES-256-GCM) under the notifier's own key-encryption key.
 */
@Component
class SealingKeys {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec keyEncryptionKey;
    private final Map<UUID, PrivateKey> opened = new ConcurrentHashMap<>();

    SealingKeys(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keyEncryptionKey = new SecretKeySpec(settings.bytes(), "AES");
    }

    /** @param keyEncryptionKey 32 bytes in base64; whoever has it and the database has every webhook secret */
    @ConfigurationProperties("laurel.notifier")
    record Settings(@Nullable String keyEncryptionKey) {

        Settings {
            if (decoded(keyEncryptionKey).length != 32) {
                throw new IllegalArgumentException("laurel.notifier.key-encryption-key: 32 bytes in base64 are wanted");
            }
        }

        byte[] bytes() {
            return decoded(keyEncryptionKey);
        }

        private static byte[] decoded(@Nullable String base64) {
            if (base64 == null) {
                throw new IllegalArgumentException(
                        "laurel.notifier.key-encryption-key is required: 32 bytes in base64");
            }
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                // Without the cause: its message could hold a part of the key.
                throw new IllegalArgumentException("laurel.notifier.key-encryption-key: not base64");
            }
        }

        @Override
        public String toString() {
            return "Settings[keyEncryptionKey=sealed]";
        }
    }

    /** Makes the key pair unless there is one; of several notifiers that start at once, one does. */
    void makeUnlessThere() {
        var keys = SealedBox.newKeyPair();
        var id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into webhook_sealing_key (id, public_key, sealed_private_key, created_at)
                        values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(
                        id,
                        keys.getPublic().getEncoded(),
                        seal(keys.getPrivate().getEncoded(), id),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /** The private half of a pair. */
    PrivateKey privateKey(UUID id) {
        return opened.computeIfAbsent(
                id,
                _ -> SealedBox.privateKey(open(
                        jdbc.sql("select sealed_private_key from webhook_sealing_key where id = ?")
                                .param(id)
                                .query((row, n) -> row.getBytes(1))
                                .single(),
                        id)));
    }

    private byte[] seal(byte[] plain, UUID id) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, 0, id).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal the webhooks' key", e);
        }
    }

    private byte[] open(byte[] sealed, UUID id) {
        try {
            return cipher(Cipher.DECRYPT_MODE, sealed, 0, id).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot open the webhooks' key " + id + ": another key-encryption key, or changed bytes", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, UUID id) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keyEncryptionKey, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(("webhook-sealing-key/" + id).getBytes(UTF_8));
        return cipher;
    }
}
