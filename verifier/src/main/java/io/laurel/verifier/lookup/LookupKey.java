package io.laurel.verifier.lookup;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.UuidText;
import java.util.Locale;
import java.util.Optional;

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
        return UuidText.parse(text).map(id -> new ById(new CredentialId(id)));
    }
}
