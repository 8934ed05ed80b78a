package io.laurel.localstack;

import io.laurel.persistence.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** What only this data folder's services know; made once and kept in a file that only its owner may read. */
final class Secrets {

    private static final String KEY_ENCRYPTION_KEY = "KEY_ENCRYPTION_KEY";
    private static final String NOTIFIER_KEY_ENCRYPTION_KEY = "NOTIFIER_KEY_ENCRYPTION_KEY";
    private static final String KEY_STORE_PASSWORD = "KEY_STORE_PASSWORD";
    private static final String SESSION_KEY = "SESSION_KEY";
    private static final String ADMINISTRATOR_PASSWORD = "ADMINISTRATOR_PASSWORD";
    private static final int BYTES = 32;

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = values;
    }

    static Secrets open(Path file, SecureRandom random) throws IOException {
        var values = EnvFile.read(file);
        values.computeIfAbsent(KEY_ENCRYPTION_KEY, name -> Base64.getEncoder().encodeToString(bytes(random)));
        values.computeIfAbsent(SESSION_KEY, name -> Base64.getEncoder().encodeToString(bytes(random)));
        // The suffix is for the rule that passwords have letters of both kinds and a symbol.
        values.computeIfAbsent(
                ADMINISTRATOR_PASSWORD,
                name -> HexFormat.of().formatHex(bytes(random)).substring(0, 20) + "-Aa1");
        values.computeIfAbsent(
                NOTIFIER_KEY_ENCRYPTION_KEY, name -> Base64.getEncoder().encodeToString(bytes(random)));
        values.computeIfAbsent(KEY_STORE_PASSWORD, name -> HexFormat.of().formatHex(bytes(random)));
        for (var role : Schema.Role.values()) {
            values.computeIfAbsent(
                    role.name() + "_PASSWORD", name -> HexFormat.of().formatHex(bytes(random)));
        }
        EnvFile.write(file, values);
        return new Secrets(values);
    }

    String keyEncryptionKey() {
        return values.getOrDefault(KEY_ENCRYPTION_KEY, "");
    }

    String sessionKey() {
        return values.getOrDefault(SESSION_KEY, "");
    }

    String administratorPassword() {
        return values.getOrDefault(ADMINISTRATOR_PASSWORD, "");
    }

    String notifierKeyEncryptionKey() {
        return values.getOrDefault(NOTIFIER_KEY_ENCRYPTION_KEY, "");
    }

    String keyStorePassword() {
        return values.getOrDefault(KEY_STORE_PASSWORD, "");
    }

    String password(Schema.Role role) {
        return values.getOrDefault(role.name() + "_PASSWORD", "");
    }

    private static byte[] bytes(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
