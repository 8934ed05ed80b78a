package io.laurel.openbadges.proof;

import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.jsonld.SafeMode;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a proof says of itself, checked before any arithmetic (VC Data Integrity 1.0, §2.1 and §4.4). */
final class ProofOptions {

    private ProofOptions() {}

    /** Why a proof cannot be taken, or nothing. */
    static Optional<ProofResult> objection(JsonObject proof, Expectation expected) {
        return members(proof)
                .or(() -> dates(proof, expected.now()))
                .or(() -> purpose(proof, expected))
                .map(Invalid::new);
    }

    /** The kind of a proof, in its own words. */
    static String kind(JsonObject proof) {
        String cryptosuite = StrictJson.text(proof, "cryptosuite");
        return cryptosuite.isEmpty() ? StrictJson.text(proof, "type") : cryptosuite;
    }

    private static Optional<String> members(JsonObject proof) {
        if (StrictJson.text(proof, "type").isEmpty()) {
            return Optional.of("A proof has no type.");
        }
        if (StrictJson.text(proof, "type").equals(EddsaRdfc2022.TYPE)
                && StrictJson.text(proof, "cryptosuite").isEmpty()) {
            return Optional.of("A DataIntegrityProof names no cryptosuite.");
        }
        if (!SafeMode.isAbsolute(StrictJson.text(proof, "verificationMethod"))) {
            return Optional.of("A proof names no verification method.");
        }
        if (proof.containsKey("id") && !SafeMode.isAbsolute(StrictJson.text(proof, "id"))) {
            return Optional.of("The id of a proof is not an absolute address.");
        }
        if (proof.containsKey("nonce") && StrictJson.text(proof, "nonce").isEmpty()) {
            return Optional.of("The nonce of a proof is not a text.");
        }
        return Optional.empty();
    }

    private static Optional<String> dates(JsonObject proof, Instant now) {
        for (String member : List.of("created", "expires")) {
            if (proof.containsKey(member)
                    && DateTimeStamp.parseOrUtc(StrictJson.text(proof, member)).isEmpty()) {
                return Optional.of("The time in a proof's " + member + " is no date with time.");
            }
        }
        return DateTimeStamp.parseOrUtc(StrictJson.text(proof, "expires"))
                .filter(expires -> !expires.isAfter(now))
                .map(expires -> "A proof expired at " + expires + ".");
    }

    private static Optional<String> purpose(JsonObject proof, Expectation expected) {
        if (!StrictJson.text(proof, "proofPurpose").equals(expected.purpose().term())) {
            return Optional.of("A proof is not for " + expected.purpose().term() + ".");
        }
        if (!(proof.getOrDefault("domain", JsonValue.NULL) instanceof JsonArray)
                && proof.containsKey("domain")
                && StrictJson.text(proof, "domain").isEmpty()) {
            return Optional.of("The domain of a proof is not a text.");
        }
        if (expected.domain() != null && !domains(proof).contains(expected.domain())) {
            return Optional.of("A proof was not made for the domain " + expected.domain() + ".");
        }
        if (proof.containsKey("challenge")
                && StrictJson.text(proof, "challenge").isEmpty()) {
            return Optional.of("The challenge of a proof is not a text.");
        }
        if (expected.challenge() != null
                && !(proof.containsKey("challenge")
                        && StrictJson.text(proof, "challenge").equals(expected.challenge()))) {
            return Optional.of("A proof does not answer the challenge that was given.");
        }
        return Optional.empty();
    }

    private static List<String> domains(JsonObject proof) {
        return proof.get("domain") instanceof JsonArray several
                ? several.stream()
                        .map(domain -> domain instanceof JsonString text ? text.getString() : "")
                        .toList()
                : Stream.of(StrictJson.text(proof, "domain"))
                        .filter(domain -> !domain.isEmpty())
                        .toList();
    }
}
