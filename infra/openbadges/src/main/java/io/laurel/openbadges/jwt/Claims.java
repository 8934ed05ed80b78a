package io.laurel.openbadges.jwt;

import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a token: a credential, and what they repeat of it (Open Badges 3.0, §8.2.4.1; VC JOSE/COSE, §3.1.3). */
final class Claims {

    private static final List<String> REGISTERED = List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    /** The members that nbf and exp repeat, of data model 2.0 and before. */
    private static final List<String> START = List.of("validFrom", "issuanceDate");

    private static final List<String> END = List.of("validUntil", "expirationDate");
    private static final int MOST_DIGITS = 12;

    private Claims() {}

    /** The credential alone. */
    static JsonObject credential(JsonObject claims) {
        JsonObjectBuilder credential = StrictJson.PROVIDER.createObjectBuilder(claims);
        REGISTERED.forEach(credential::remove);
        return credential.build();
    }

    /** The presentation alone. */
    static JsonObject presentation(JsonObject claims) {
        return StrictJson.PROVIDER
                .createObjectBuilder(credential(claims))
                .remove("nonce")
                .build();
    }

    /** The one subject's id; empty if it has none. */
    static String subject(JsonObject credential) {
        return credential.get("credentialSubject") instanceof JsonObject subject ? StrictJson.text(subject, "id") : "";
    }

    /** What is wrong with the claims at a time, or nothing. */
    static Optional<String> objection(JsonObject claims, Instant now) {
        return texts(claims)
                .or(() -> date(claims, "nbf", START))
                .or(() -> date(claims, "exp", END))
                .or(() -> outOfDate(claims, now));
    }

    /** What is wrong with a presentation's claims at a time and for who asked, or nothing. */
    static Optional<String> presentationObjection(
            JsonObject claims, @Nullable String audience, @Nullable String nonce, Instant now) {
        if (contradicts(claims, "iss", StrictJson.identifier(claims, "holder"))) {
            return Optional.of("The token says another issuer than the presentation's holder.");
        }
        if (contradicts(claims, "jti", StrictJson.text(claims, "id"))) {
            return Optional.of("The token says another id than the presentation in it.");
        }
        if (audience != null && !audiences(claims).contains(audience)) {
            return Optional.of("The token is not for " + audience + ".");
        }
        if (nonce != null && !nonce.equals(StrictJson.text(claims, "nonce"))) {
            return Optional.of("The token does not answer the challenge.");
        }
        return date(claims, "nbf", List.of())
                .or(() -> date(claims, "exp", List.of()))
                .or(() -> outOfDate(claims, now));
    }

    /** RFC 7519, §4.1.3: one or several. */
    private static List<String> audiences(JsonObject claims) {
        return claims.get("aud") instanceof JsonArray several
                ? several.stream()
                        .filter(JsonString.class::isInstance)
                        .map(audience -> ((JsonString) audience).getString())
                        .toList()
                : List.of(StrictJson.text(claims, "aud"));
    }

    private static Optional<String> texts(JsonObject claims) {
        if (contradicts(claims, "iss", StrictJson.issuer(claims))) {
            return Optional.of("The token says another issuer than the credential in it.");
        }
        if (contradicts(claims, "jti", StrictJson.text(claims, "id"))) {
            return Optional.of("The token says another id than the credential in it.");
        }
        if (contradicts(claims, "sub", subject(claims))) {
            return Optional.of("The token says another subject than the credential in it.");
        }
        return Optional.empty();
    }

    private static boolean contradicts(JsonObject claims, String claim, String said) {
        return claims.containsKey(claim)
                && (StrictJson.text(claims, claim).isEmpty()
                        || (!said.isEmpty() && !StrictJson.text(claims, claim).equals(said)));
    }

    private static Optional<String> date(JsonObject claims, String claim, List<String> members) {
        if (!claims.containsKey(claim)) {
            return Optional.empty();
        }
        Optional<Instant> claimed = time(claims, claim);
        if (claimed.isEmpty()) {
            return Optional.of("The token's " + claim + " is not a time.");
        }
        boolean agrees = members.stream()
                .filter(claims::containsKey)
                .allMatch(member -> DateTimeStamp.parse(StrictJson.text(claims, member))
                        .filter(time -> time.getEpochSecond() == claimed.get().getEpochSecond())
                        .isPresent());
        return agrees ? Optional.empty() : Optional.of("The token's " + claim + " is not the credential's date.");
    }

    /** Dates that the credential has too are for whoever judges the credential; those of the token alone are judged here. */
    private static Optional<String> outOfDate(JsonObject claims, Instant now) {
        if (END.stream().noneMatch(claims::containsKey)
                && time(claims, "exp").filter(end -> !end.isAfter(now)).isPresent()) {
            return Optional.of("The token has expired.");
        }
        if (START.stream().noneMatch(claims::containsKey)
                && time(claims, "nbf").filter(start -> start.isAfter(now)).isPresent()) {
            return Optional.of("The token is not valid yet.");
        }
        return Optional.empty();
    }

    /** A NumericDate (RFC 7519, §2): seconds since 1970, perhaps with a fraction. */
    private static Optional<Instant> time(JsonObject claims, String claim) {
        if (!(claims.get(claim) instanceof JsonNumber number)) {
            return Optional.empty();
        }
        BigDecimal seconds = number.bigDecimalValue();
        // 1e400 is a short text and a long number.
        if (Math.abs((long) seconds.scale()) > MOST_DIGITS || seconds.precision() > 2 * MOST_DIGITS) {
            return Optional.empty();
        }
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValue();
        return Math.abs(whole) > 1L << 40 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(whole));
    }
}
