package io.laurel.ingress.account;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.web.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins accounts, and sets passwords anew. No answer tells whether an address has an account. */
@RestController
class AccountController {

    private final Registrations registrations;
    private final PasswordResets passwordResets;

    AccountController(Registrations registrations, PasswordResets passwordResets) {
        this.registrations = registrations;
        this.passwordResets = passwordResets;
    }

    record Register(
            @JsonAlias("first") @Nullable String firstName,
            @JsonAlias("last") @Nullable String lastName,
            @Nullable String email,
            @Nullable String password) {

        @Override
        public String toString() {
            return "Register";
        }
    }

    record Address(@Nullable String email) {}

    /** @param password wanted only where the address was registered more than once */
    record Token(@Nullable String token, @Nullable String password) {

        @Override
        public String toString() {
            return "Token";
        }
    }

    record NewPassword(@Nullable String token, @Nullable String password) {

        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    /** One sentence for a person. */
    record Said(String message) {}

    /** The address that is now verified. */
    record Verified(String email) {}

    @AllowedTo(Audience.ANYONE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/api/auth/register")
    Said register(@RequestBody Register body) {
        registrations.register(checked(body));
        return new Said("We have sent you a mail. Follow the link in it within 24 hours.");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/verify-email")
    Verified verify(@RequestBody Token body) {
        return new Verified(registrations.verify(required("token", body.token()), body.password()));
    }

    @AllowedTo(Audience.ANYONE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/api/auth/resend-verification-public")
    Said sendAgain(@RequestBody Address body) {
        registrations.sendAgainLater(address(body.email()));
        return new Said("If this address waits to be verified, we have sent it another mail.");
    }

    @AllowedTo(Audience.ANYONE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/api/auth/forgot-password")
    Said forgot(@RequestBody Address body) {
        passwordResets.sendLinkLater(address(body.email()));
        return new Said("If this address has an account, we have sent it a mail.");
    }

    @AllowedTo(Audience.ANYONE)
    @PostMapping("/api/auth/reset-password")
    Said reset(@RequestBody NewPassword body) {
        passwordResets.reset(required("token", body.token()), required("password", body.password()));
        return new Said("The new password holds. All sessions were ended.");
    }

    private static NewAccount checked(Register body) {
        var firstName = RecipientRules.name(Objects.requireNonNullElse(body.firstName(), ""));
        var lastName = RecipientRules.name(Objects.requireNonNullElse(body.lastName(), ""));
        var email = RecipientRules.email(Objects.requireNonNullElse(body.email(), ""));
        Map<String, String> wrong = new LinkedHashMap<>();
        check(wrong, "firstName", whyNotName(firstName));
        check(wrong, "lastName", whyNotName(lastName));
        check(wrong, "email", RecipientRules.whyNotEmail(email));
        check(wrong, "password", Passwords.whyNot(body.password()));
        if (!wrong.isEmpty()) {
            throw ApiException.validation("The registration is not valid.", wrong);
        }
        return new NewAccount(firstName, lastName, email, required("password", body.password()));
    }

    /** Both names together are a recipient's name. */
    private static @Nullable String whyNotName(String name) {
        return name.codePointCount(0, name.length()) >= Recipient.MAX_NAME_LENGTH / 2
                ? "must have less than 100 characters"
                : RecipientRules.whyNotName(name);
    }

    private static void check(Map<String, String> wrong, String field, @Nullable String problem) {
        if (problem != null) {
            wrong.put(field, problem);
        }
    }

    private static String address(@Nullable String typed) {
        var email = RecipientRules.email(required("email", typed));
        var problem = RecipientRules.whyNotEmail(email);
        if (problem != null) {
            throw ApiException.invalid("email", problem);
        }
        return email;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ApiException.invalid(field, "is required");
        }
        return value;
    }
}
