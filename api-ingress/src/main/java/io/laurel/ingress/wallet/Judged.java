package io.laurel.ingress.wallet;

import io.laurel.openbadges.credential.IdentityHash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A credential that the verifier found genuine and in force.
 *
 * @param credential as it was handed in, out of its picture
 * @param json what it says
 * @param isOurs whether we issued it
 */
record Judged(String credential, JsonNode json, boolean isOurs) {

    String name() {
        return text(json.at("/credentialSubject/achievement/name"), text(json.path("name"), "Credential"));
    }

    String issuer() {
        var issuer = json.path("issuer");
        return issuer.isString() ? issuer.stringValue() : text(issuer.path("name"), text(issuer.path("id"), "unknown"));
    }

    @Nullable
    Instant issuedAt() {
        return time(json.path("validFrom"));
    }

    @Nullable
    Instant expiresAt() {
        return time(json.path("validUntil"));
    }

    /** The identities by which it names its subject (Open Badges 3.0, {@code IdentityObject}). */
    Set<Identity> identities() {
        var identities = new HashSet<Identity>();
        var named = json.at("/credentialSubject/identifier");
        (named.isArray() ? named : JsonNodeFactory.instance.arrayNode().add(named)).forEach(identity -> {
            var hash = text(identity.path("identityHash"), "");
            if (!hash.isEmpty()) {
                identities.add(new Identity(hash, text(identity.path("salt"), "")));
            }
        });
        return identities;
    }

    /** A subject's identity, in the open or hashed with a salt. */
    record Identity(String hash, String salt) {

        boolean isOf(String email) {
            return hash.strip().equalsIgnoreCase(email)
                    || hash.equalsIgnoreCase(IdentityHash.of(email, salt).hash());
        }
    }

    private static String text(JsonNode node, String otherwise) {
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : otherwise;
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return node.isString() ? OffsetDateTime.parse(node.stringValue()).toInstant() : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
