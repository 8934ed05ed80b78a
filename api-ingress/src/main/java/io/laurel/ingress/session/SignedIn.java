package io.laurel.ingress.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.ingress.access.Account;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in and a refresh answer.
 *
 * @param accessToken null where the browser keeps it in a cookie
 * @param refreshToken likewise
 * @param expiresIn seconds until the access token ends
 */
record SignedIn(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String accessToken,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String refreshToken,
        String tokenType,
        long expiresIn,
        Person user) {

    /** Somebody, as they see themselves. */
    record Person(UUID id, String email, String name, boolean isAdministrator) {

        static Person of(Account account) {
            return new Person(account.id(), account.email(), account.name(), account.isAdministrator());
        }
    }
}
