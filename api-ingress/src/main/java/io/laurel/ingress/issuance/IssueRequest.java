package io.laurel.ingress.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.web.ApiException;
import java.net.URI;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of a request to issue one credential, as it was sent: nothing in it is believed before {@link #checked}. */
record IssueRequest(
        @Nullable String badgeId,
        @Nullable Person recipient,
        @Nullable String evidenceUrl,
        @Nullable Boolean isPublic) {

    record Person(@Nullable String name, @Nullable String email) {}

    /** What the request asks for, in canonical form. */
    record Checked(
            BadgeId badge, Recipient recipient, @Nullable URI evidenceUrl, boolean isPublic) {

        /** Equal for requests that ask for the same, whatever their spelling. */
        String fingerprint() {
            // Neither a name nor an address can hold a line break, so the parts cannot run into each other.
            String canonical = String.join(
                    "\n",
                    badge.toString(),
                    recipient.name(),
                    recipient.email(),
                    evidenceUrl == null ? "" : evidenceUrl.toString(),
                    Boolean.toString(isPublic));
            return HexFormat.of().formatHex(Sha256.of(canonical.getBytes(UTF_8)));
        }
    }

    Checked checked() {
        var person = recipient == null ? new Person(null, null) : recipient;
        String name = person.name() == null ? null : RecipientRules.name(person.name());
        String email = person.email() == null ? null : RecipientRules.email(person.email());
        String evidence = evidenceUrl == null ? null : evidenceUrl.strip();
        UUID badge = uuid(badgeId);

        var details = new LinkedHashMap<String, String>();
        if (badge == null) {
            details.put("badgeId", badgeId == null ? "is missing" : "must be a UUID");
        }
        if (recipient == null) {
            details.put("recipient", "is missing");
        } else {
            blame(details, "recipient.name", RecipientRules.whyNotName(name));
            blame(details, "recipient.email", RecipientRules.whyNotEmail(email));
        }
        if (evidence != null) {
            blame(details, "evidenceUrl", RecipientRules.whyNotEvidenceUrl(evidence));
        }
        if (!details.isEmpty()) {
            throw ApiException.invalid(details);
        }
        return new Checked(
                new BadgeId(Objects.requireNonNull(badge)),
                new Recipient(Objects.requireNonNull(name), Objects.requireNonNull(email)),
                evidence == null ? null : URI.create(evidence),
                isPublic == null || isPublic);
    }

    private static void blame(Map<String, String> details, String field, @Nullable String why) {
        if (why != null) {
            details.put(field, why);
        }
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
