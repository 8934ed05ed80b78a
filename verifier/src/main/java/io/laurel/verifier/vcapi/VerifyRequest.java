package io.laurel.verifier.vcapi;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.verification.Check;
import io.laurel.web.ApiException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants verified, and how (VC API, "Verify Credential" and "Verify Presentation").
 *
 * @param document the credential or presentation
 * @param checks what must hold; the rest is only reported
 * @param domain what proofs must have been made for; {@code null} for anything
 * @param challenge what proofs must answer; {@code null} for anything
 * @param proofPurpose what a credential's proofs must be for; {@code null} for what they always are
 */
record VerifyRequest(
        JsonObject document,
        Set<Check> checks,
        @Nullable String domain,
        @Nullable String challenge,
        @Nullable String proofPurpose) {

    /**
     * Reads a request.
     *
     * @param member where the document is
     */
    static VerifyRequest read(byte[] body, String member) {
        JsonObject request;
        try {
            request = StrictJson.object(body);
        } catch (JsonLdException unreadable) {
            throw ApiException.validation("The body is not a JSON object: " + unreadable.getMessage() + ".");
        }
        var options = request.containsKey("options") ? object(request, "options") : JsonValue.EMPTY_JSON_OBJECT;
        return new VerifyRequest(
                object(request, member),
                checks(options.get("checks")),
                text(options, "domain"),
                text(options, "challenge"),
                text(options, "expectedProofPurpose"));
    }

    private static JsonObject object(JsonObject parent, String member) {
        if (parent.get(member) instanceof JsonObject object) {
            return object;
        }
        throw ApiException.invalid(member, "must be an object");
    }

    private static @Nullable String text(JsonObject options, String member) {
        return switch (options.get(member)) {
            case null -> null;
            case JsonString text -> text.getString();
            default -> throw ApiException.invalid("options." + member, "must be a text");
        };
    }

    /** Nothing asked for means everything. A malformed document never passes. */
    private static Set<Check> checks(@Nullable JsonValue names) {
        if (names == null || JsonValue.EMPTY_JSON_ARRAY.equals(names)) {
            return EnumSet.allOf(Check.class);
        }
        if (!(names instanceof JsonArray several)) {
            throw ApiException.invalid("options.checks", "must be a list");
        }
        var checks = EnumSet.of(Check.SCHEMA);
        for (var name : several) {
            checks.addAll(named(name));
        }
        return checks;
    }

    private static Set<Check> named(JsonValue name) {
        return switch (name instanceof JsonString text ? text.getString() : "") {
            case "proof" -> Set.of(Check.PROOF);
            case "issuer" -> Set.of(Check.ISSUER);
            case "validFrom" -> Set.of(Check.VALID_FROM);
            case "validUntil" -> Set.of(Check.VALID_UNTIL);
            case "status", "credentialStatus" -> Set.of(Check.REVOCATION, Check.SUSPENSION);
            case "schema", "credentialSchema" -> Set.of(Check.SCHEMA);
            default ->
                throw ApiException.invalid(
                        "options.checks",
                        "knows proof, issuer, validFrom, validUntil, credentialStatus, credentialSchema");
        };
    }
}
