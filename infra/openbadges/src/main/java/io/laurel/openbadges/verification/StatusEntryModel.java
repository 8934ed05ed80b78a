package io.laurel.openbadges.verification;

import io.laurel.openbadges.jsonld.SafeMode;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry of type {@code BitstringStatusListEntry} must look like (Bitstring Status List 1.0, §2.1). */
final class StatusEntryModel {

    private static final String TYPE = "BitstringStatusListEntry";

    private final JsonObject entry;
    private final String place;
    private final List<Problem> problems = new ArrayList<>();

    private StatusEntryModel(JsonObject entry, String place) {
        this.entry = entry;
        this.place = place;
    }

    /**
     * What is wrong with an entry; nothing if it is of another type.
     *
     * @param place where it stands in the credential
     */
    static List<Problem> problems(JsonObject entry, String place) {
        if (!Members.texts(entry, "type").contains(TYPE)) {
            return List.of();
        }
        var model = new StatusEntryModel(entry, place);
        model.position();
        model.messages();
        model.references();
        return model.problems;
    }

    private void require(boolean holds, String member, String why) {
        if (!holds) {
            problems.add(new Problem(place + "." + member, why));
        }
    }

    private void position() {
        require(!text("statusPurpose").isBlank(), "statusPurpose", "is no text");
        require(
                text("statusListIndex").matches("0|[1-9][0-9]{0,17}"),
                "statusListIndex",
                "is not a whole number written as a text");
        require(
                SafeMode.isAbsolute(text("statusListCredential")),
                "statusListCredential",
                "is not an absolute address");
    }

    private void messages() {
        BigDecimal size = size(entry.get("statusSize"));
        require(
                size.signum() > 0 && size.stripTrailingZeros().scale() <= 0,
                "statusSize",
                "is not a whole number above zero");
        JsonValue messages = entry.get("statusMessage");
        require(
                messages != null || size.compareTo(BigDecimal.ONE) <= 0,
                "statusMessage",
                "is missing, which a statusSize above 1 needs");
        require(
                messages == null
                        || (messages instanceof JsonArray several
                                && several.stream().allMatch(StatusEntryModel::isMessage)),
                "statusMessage",
                "does not list a status and a message each");
    }

    private void references() {
        require(
                Members.values(entry, "statusReference").stream()
                        .allMatch(value -> value instanceof JsonString text && SafeMode.isAbsolute(text.getString())),
                "statusReference",
                "is not one or more absolute addresses");
    }

    private String text(String member) {
        return Members.text(entry, member).orElse("");
    }

    private static BigDecimal size(@Nullable JsonValue size) {
        if (size == null) {
            return BigDecimal.ONE;
        }
        return size instanceof JsonNumber number ? number.bigDecimalValue() : BigDecimal.ZERO;
    }

    private static boolean isMessage(JsonValue value) {
        return value instanceof JsonObject message
                && message.get("status") instanceof JsonString
                && message.get("message") instanceof JsonString;
    }
}
