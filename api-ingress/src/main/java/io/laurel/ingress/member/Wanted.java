package io.laurel.ingress.member;

import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.Role;
import io.laurel.web.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom to invite as what, checked; the address in lower case. */
record Wanted(String email, Role role) {

    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::toString).collect(Collectors.joining(", "));

    static Wanted of(@Nullable String email, @Nullable String role) {
        var address = RecipientRules.email(Objects.requireNonNullElse(email, ""));
        var problem = RecipientRules.whyNotEmail(address);
        if (problem != null) {
            throw ApiException.invalid("email", problem);
        }
        return new Wanted(address, role(role));
    }

    static Role role(@Nullable String name) {
        for (var role : Role.values()) {
            if (role.toString().equals(name == null ? null : name.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw ApiException.invalid("role", "must be one of " + ROLES);
    }
}
