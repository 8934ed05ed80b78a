package io.laurel.contracts;

import java.util.Optional;
import java.util.UUID;

/** Reads UUIDs that strangers wrote. */
public final class UuidText {

    private UuidText() {}

    /** Empty for what is no UUID in full, of letters of either case. */
    public static Optional<UUID> parse(String text) {
        try {
            // fromString also takes shorter forms, which are nobody's id
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
