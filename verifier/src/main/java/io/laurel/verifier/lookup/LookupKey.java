package io.laurel.verifier.lookup;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.ShortId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a credential is asked for by. */
public sealed interface LookupKey {

    /** By its id, which is known before it is decided. */
    record ById(CredentialId id) implements LookupKey {}

    /** By the id that people type. */
    record ByShortId(ShortId shortId) implements LookupKey {}

    /** Reads what stands in an address; empty for what can be no credential's id. Letters may be of either case. */
    static Optional<LookupKey> parse(String text) {
        var shortId = text.toUpperCase(Locale.ROOT);
        if (ShortId.isShortId(shortId)) {
            return Optional.of(new ByShortId(new ShortId(shortId)));
        }
        return uuid(text).map(id -> new ById(new CredentialId(id)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            // fromString also takes shorter forms, which are nobody's id
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
