package io.laurel.ingress.credential;

import io.laurel.contracts.RecipientRules;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which credentials are asked for; null where anything will do. */
record CredentialFilter(
        @Nullable UUID badge,
        @Nullable String status,
        @Nullable String email,
        @Nullable UUID cohort) {

    private static final Set<String> STATUSES = Set.of("valid", "pending", "expired", "revoked");

    static CredentialFilter of(HttpServletRequest request) {
        String status = request.getParameter("status");
        if (status != null && !STATUSES.contains(status)) {
            throw ApiException.invalid("status", "must be one of valid, pending, expired, revoked");
        }
        String email = request.getParameter("email");
        return new CredentialFilter(
                uuid(request, "badgeId"), status, email == null ? null : email(email), uuid(request, "cohortId"));
    }

    private static String email(String typed) {
        String email = RecipientRules.email(typed);
        String why = RecipientRules.whyNotEmail(email);
        if (why != null) {
            throw ApiException.invalid("email", why);
        }
        return email;
    }

    private static @Nullable UUID uuid(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(name, "must be a UUID");
        }
    }
}
