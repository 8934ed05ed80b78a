package io.laurel.ingress.revocation;

import io.laurel.contracts.RevokeCredential;
import io.laurel.web.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to revoke, as it was sent.
 *
 * @param ids of many: UUIDs or CRD ids
 */
record RevocationRequest(@Nullable String reason, @Nullable List<@Nullable String> ids) {

    private static final int MOST = 1_000;

    /** One sentence for a person. */
    String checkedReason() {
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty()) {
            throw ApiException.invalid("reason", reason == null ? "is missing" : "must not be empty");
        }
        if (text.codePointCount(0, text.length()) > RevokeCredential.MAX_REASON_LENGTH) {
            throw ApiException.invalid(
                    "reason", "must have at most " + RevokeCredential.MAX_REASON_LENGTH + " characters");
        }
        if (text.codePoints().anyMatch(RevocationRequest::isUnreadable)) {
            throw ApiException.invalid("reason", "must not contain control characters");
        }
        return text;
    }

    private static boolean isUnreadable(int character) {
        return Character.getType(character) == Character.SURROGATE
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t');
    }

    List<String> checkedIds() {
        if (ids == null || ids.isEmpty()) {
            throw ApiException.invalid("ids", "must name at least one credential");
        }
        if (ids.size() > MOST) {
            throw ApiException.invalid("ids", "must be at most " + MOST);
        }
        return ids.stream().map(id -> id == null ? "" : id.strip()).toList();
    }
}
