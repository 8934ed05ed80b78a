package io.laurel.openbadges.verification;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.jsonld.SafeMode;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.status.StatusList;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Whether a credential was taken back, by the status lists that it names (Bitstring Status List 1.0, §3.2). What cannot be
 * told for certain is never taken for "not revoked".
 */
final class StatusCheck {

    private static final String ENTRY = "BitstringStatusListEntry";
    private static final String LIST_CREDENTIAL = "BitstringStatusListCredential";
    private static final String LIST = "BitstringStatusList";
    private static final String SUSPENSION = "suspension";
    private static final int MOST_ENTRIES = 8;
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** Purposes that say something about a credential without making it worth less (§2.1). */
    private static final Set<String> INFORMATIONAL = Set.of("message", "refresh");

    private final DocumentLoader loader;
    private final BiFunction<byte[], Instant, Report> judge;

    /**
     * @param loader fetches the lists
     * @param judge checks a list credential in all but its own status
     */
    StatusCheck(DocumentLoader loader, BiFunction<byte[], Instant, Report> judge) {
        this.loader = loader;
        this.judge = judge;
    }

    /** Whether it was revoked, and whether it is suspended. */
    List<Finding> findings(JsonObject credential, Instant now) {
        List<JsonObject> entries = Members.objects(credential, "credentialStatus");
        boolean named = !Members.values(credential, "credentialStatus").isEmpty();
        if (named && (entries.isEmpty() || entries.size() > MOST_ENTRIES)) {
            return unknown("Its credentialStatus is of no form known here.");
        }
        Finding revocation = Finding.holds(Check.REVOCATION, "Its issuer named no way to take it back.");
        Finding suspension = Finding.holds(Check.SUSPENSION, "Its issuer named no way to suspend it.");
        for (JsonObject entry : entries) {
            Finding one = entry(credential, entry, now);
            if (one.check() == Check.SUSPENSION) {
                suspension = worse(suspension, one);
            } else {
                revocation = worse(revocation, one);
            }
        }
        return List.of(revocation, suspension);
    }

    /** What cannot be told of either. */
    static List<Finding> unknown(String reason) {
        return List.of(Finding.unknown(Check.REVOCATION, reason), Finding.unknown(Check.SUSPENSION, reason));
    }

    private static Finding worse(Finding before, Finding next) {
        return before.outcome().and(next.outcome()) != before.outcome() || before.outcome() == Outcome.HOLDS
                ? next
                : before;
    }

    private Finding entry(JsonObject credential, JsonObject entry, Instant now) {
        Check check = SUSPENSION.equals(Members.text(entry, "statusPurpose").orElse(""))
                ? Check.SUSPENSION
                : Check.REVOCATION;
        return entry(check, credential, entry, now);
    }

    private Finding entry(Check check, JsonObject credential, JsonObject entry, Instant now) {
        // 1. An entry of the one kind we know.
        if (!Members.texts(entry, "type").contains(ENTRY)) {
            return Finding.unknown(
                    check,
                    "Its status is kept in a way that is not known here: "
                            + String.join(", ", Members.texts(entry, "type")) + ".");
        }
        String purpose = Members.text(entry, "statusPurpose").orElse("");
        Optional<String> address = Members.text(entry, "statusListCredential").filter(SafeMode::isAbsolute);
        Optional<String> index = Members.text(entry, "statusListIndex")
                .filter(text -> INDEX.matcher(text).matches());
        if (purpose.isEmpty() || address.isEmpty() || index.isEmpty()) {
            return Finding.unknown(check, "Its status entry lacks a purpose, a list or an index.");
        }
        if (entry.containsKey("statusSize")
                && !(entry.get("statusSize") instanceof JsonNumber size && size.intValue() == 1)) {
            return INFORMATIONAL.contains(purpose)
                    ? Finding.holds(check, "Its issuer attached a message, which changes nothing about it.")
                    : Finding.unknown(check, "Its status entry has a size that is not known here.");
        }
        // 2. The list, signed and in date.
        Report list;
        try {
            list = judge.apply(loader.load(URI.create(address.get())), now);
        } catch (DocumentUnavailableException gone) {
            return Finding.unknown(check, "Its status list could not be had: " + gone.getMessage());
        } catch (RuntimeException unreadable) {
            return Finding.unknown(check, "What lies where its status list should be cannot be read.");
        }
        Optional<String> objection = objection(list, purpose);
        if (objection.isPresent()) {
            return Finding.unknown(check, objection.get());
        }
        // 3. The bit.
        return bit(check, credential, list.credential(), purpose, Long.parseLong(index.get()));
    }

    /** Why a list cannot be believed. */
    private static Optional<String> objection(Report list, String purpose) {
        JsonObject subject = subject(list.credential());
        for (Check check : List.of(Check.PROOF, Check.ISSUER, Check.VALID_FROM, Check.VALID_UNTIL, Check.SCHEMA)) {
            Finding finding = list.finding(check);
            if (finding.outcome() != Outcome.HOLDS) {
                return Optional.of("Its status list cannot be relied on. " + finding.reason());
            }
        }
        if (!Members.texts(list.credential(), "type").contains(LIST_CREDENTIAL)
                || !Members.texts(subject, "type").contains(LIST)) {
            return Optional.of("What lies where its status list should be is something else.");
        }
        return Members.texts(subject, "statusPurpose").contains(purpose)
                ? Optional.empty()
                : Optional.of("Its status list is not one for " + purpose + ".");
    }

    private static Finding bit(
            Check check, JsonObject credential, JsonObject listCredential, String purpose, long index) {
        StatusList list;
        try {
            list = StatusList.parse(
                    Members.text(subject(listCredential), "encodedList").orElse(""));
        } catch (IllegalArgumentException broken) {
            return Finding.unknown(check, "Its status list cannot be read: " + broken.getMessage() + ".");
        }
        if (index >= list.size()) {
            return Finding.unknown(check, "Its index is outside its status list.");
        }
        if (INFORMATIONAL.contains(purpose)) {
            return Finding.holds(check, "Its status list says nothing against it.");
        }
        boolean set = list.isRevoked((int) index);
        String keeper = keeper(credential, listCredential);
        return switch (purpose) {
            case "revocation" ->
                set
                        ? Finding.fails(check, "It was revoked, says the status list" + keeper + ".")
                        : Finding.holds(check, "It is not revoked, says the status list" + keeper + ".");
            case SUSPENSION ->
                set
                        ? Finding.fails(check, "It is suspended, says the status list" + keeper + ".")
                        : Finding.holds(check, "It is not suspended, says the status list" + keeper + ".");
            default -> Finding.unknown(check, "Its status list is one for " + purpose + ", which is not known here.");
        };
    }

    /** A list may be somebody else's, because the signed credential names it; then that is said. */
    private static String keeper(JsonObject credential, JsonObject listCredential) {
        String keeper = StrictJson.issuer(listCredential);
        return keeper.equals(StrictJson.issuer(credential)) ? " of its issuer" : " of " + keeper;
    }

    private static JsonObject subject(JsonObject listCredential) {
        List<JsonObject> subjects = Members.objects(listCredential, "credentialSubject");
        return subjects.size() == 1 ? subjects.getFirst() : JsonObject.EMPTY_JSON_OBJECT;
    }
}
