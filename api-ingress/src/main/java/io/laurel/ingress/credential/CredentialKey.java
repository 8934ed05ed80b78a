package io.laurel.ingress.credential;

import io.laurel.contracts.ShortId;
import io.laurel.contracts.UuidText;
import java.util.Optional;
import java.util.UUID;

/** What a credential is asked for by, and how it is found by that. */
public sealed interface CredentialKey {

    record ById(UUID id) implements CredentialKey {}

    record ByShortId(String id) implements CredentialKey {}

    /** Reads what stands in an address; empty for what can be no credential's id. */
    static Optional<CredentialKey> parse(String text) {
        return ShortId.isShortId(text)
                ? Optional.of(new ByShortId(text))
                : UuidText.parse(text).map(ById::new);
    }

    /** A condition on the credential {@code c} with a parameter {@code :id}. */
    default String condition() {
        return switch (this) {
            // Stored by recipient: the request of the same id knows whose it is, and so the one partition it can be in.
            case ById _ ->
                "c.id = :id and c.recipient_email = (select i.recipient_email from issuance i where i.id = :id)";
            case ByShortId _ -> "c.short_id = :id";
        };
    }

    /** The value of that parameter. */
    default Object parameter() {
        return switch (this) {
            case ById(var id) -> id;
            case ByShortId(var id) -> id;
        };
    }
}
