package io.laurel.ingress.webhook;

import io.laurel.contracts.RecipientRules;
import io.laurel.web.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to make or change an endpoint, as it was sent; nothing in it is believed before it is checked. What is
 * absent is not changed.
 */
record WebhookRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<@Nullable String> events,
        @Nullable Boolean isActive) {

    static final List<String> EVENTS = List.of(
            "credential.issued",
            "credential.claimed",
            "credential.revoked",
            "credential.expired",
            "credential.renewed",
            "bulk_issuance.completed");

    private static final Set<String> KNOWN = Set.copyOf(EVENTS);
    private static final int LONGEST_DESCRIPTION = 200;

    /** For a new endpoint. */
    WebhookRequest complete(boolean plainHttp) {
        var details = new LinkedHashMap<String, String>();
        if (url == null) {
            details.put("url", "is missing");
        }
        if (events == null) {
            details.put("events", "is missing");
        }
        return checked(plainHttp, details);
    }

    /** For one that there is. */
    WebhookRequest change(boolean plainHttp) {
        return checked(plainHttp, new LinkedHashMap<>());
    }

    private WebhookRequest checked(boolean plainHttp, Map<String, String> details) {
        if (url != null) {
            blame(details, "url", whyNotUrl(url.strip(), plainHttp));
        }
        if (description != null) {
            blame(details, "description", whyNotDescription(description.strip()));
        }
        if (events != null) {
            blame(details, "events", whyNotEvents(events));
        }
        if (!details.isEmpty()) {
            var first = details.entrySet().iterator().next();
            throw ApiException.validation(
                    "The request is not valid: " + first.getKey() + " " + first.getValue() + ".", details);
        }
        return new WebhookRequest(
                url == null ? null : url.strip(),
                description == null ? null : description.strip(),
                events == null ? null : List.copyOf(new TreeSet<>(required(events))),
                isActive);
    }

    private static List<String> required(List<@Nullable String> events) {
        return events.stream().map(Objects::requireNonNull).toList();
    }

    private static void blame(Map<String, String> details, String field, @Nullable String why) {
        if (why != null) {
            details.put(field, why);
        }
    }

    private static @Nullable String whyNotUrl(String url, boolean plainHttp) {
        var scheme = plainHttp ? "http or https" : "https";
        if (url.length() > RecipientRules.MAX_EVIDENCE_URL_LENGTH) {
            return "must have at most " + RecipientRules.MAX_EVIDENCE_URL_LENGTH + " characters";
        }
        try {
            var uri = new URI(url);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme())
                    || (plainHttp && "http".equalsIgnoreCase(uri.getScheme()));
            if (!isWeb || uri.getHost() == null) {
                return "must be an absolute " + scheme + " URL";
            }
            return uri.getRawUserInfo() == null && uri.getRawFragment() == null
                    ? null
                    : "must hold no password and no fragment";
        } catch (URISyntaxException e) {
            return "must be an absolute " + scheme + " URL";
        }
    }

    private static @Nullable String whyNotDescription(String description) {
        if (description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION) {
            return "must have at most " + LONGEST_DESCRIPTION + " characters";
        }
        return description.isEmpty() || RecipientRules.whyNotName(description) == null
                ? null
                : "must not contain control characters";
    }

    private static @Nullable String whyNotEvents(List<@Nullable String> events) {
        return !events.isEmpty() && events.stream().allMatch(event -> event != null && KNOWN.contains(event))
                ? null
                : "must name at least one of " + String.join(", ", EVENTS);
    }
}
