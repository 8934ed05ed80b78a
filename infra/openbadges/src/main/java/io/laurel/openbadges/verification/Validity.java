package io.laurel.openbadges.verification;

import io.laurel.openbadges.encoding.DateTimeStamp;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** From when until when a credential is valid (VC Data Model 2.0, §4.9; 1.1, §4.5 and §4.6). */
final class Validity {

    private static final DateTimeFormatter IN_WORDS = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Validity() {}

    static Finding from(JsonObject credential, Instant now) {
        String member = DataModel.isVersion1(credential) ? "issuanceDate" : "validFrom";
        if (!credential.containsKey(member)) {
            return Finding.holds(Check.VALID_FROM, "It names no day from which it is valid.");
        }
        Optional<Instant> from = Members.text(credential, member).flatMap(DateTimeStamp::parse);
        if (from.isEmpty()) {
            return Finding.fails(Check.VALID_FROM, notADate(member));
        }
        return from.get().isAfter(now)
                ? Finding.fails(Check.VALID_FROM, "It is not valid before " + IN_WORDS.format(from.get()) + ".")
                : Finding.holds(Check.VALID_FROM, "It is valid since " + IN_WORDS.format(from.get()) + ".");
    }

    static Finding until(JsonObject credential, Instant now) {
        String member = DataModel.isVersion1(credential) ? "expirationDate" : "validUntil";
        if (!credential.containsKey(member)) {
            return Finding.holds(Check.VALID_UNTIL, "It does not expire.");
        }
        Optional<Instant> until = Members.text(credential, member).flatMap(DateTimeStamp::parse);
        if (until.isEmpty()) {
            return Finding.fails(Check.VALID_UNTIL, notADate(member));
        }
        return until.get().isAfter(now)
                ? Finding.holds(Check.VALID_UNTIL, "It is valid until " + IN_WORDS.format(until.get()) + ".")
                : Finding.fails(Check.VALID_UNTIL, "It expired on " + IN_WORDS.format(until.get()) + ".");
    }

    private static String notADate(String member) {
        return new Problem(member, "is not a date with time and time zone").sentence();
    }
}
