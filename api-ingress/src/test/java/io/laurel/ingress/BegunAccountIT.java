package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice.AddressTaken;
import io.laurel.contracts.Notice.ResetPassword;
import io.laurel.contracts.Notice.VerifyAddress;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that began without a password, as a district added its address: whoever reads the address's mail takes it over. */
class BegunAccountIT extends Edge {

    private static final String STRANGERS = "Strangers-horse-1";

    private String email;

    @BeforeEach
    void address() {
        email = UUID.randomUUID() + "@people.example";
    }

    @Test
    void itLetsNobodyIn() {
        added();
        for (var password : new String[] {PASSWORD, " "}) {
            assertThat(signIn(password)).isGreaterThanOrEqualTo(400);
        }
        error(
                send("POST", request("/api/auth/login"), Map.of("email", email, "password", PASSWORD)),
                401,
                "UNAUTHORIZED");
    }

    @Test
    void whoRegistersItFirstAfterwardsGetsNothing() {
        added();
        register(STRANGERS);
        await().until(() -> !notices(AddressTaken.class, email).isEmpty());
        assertThat(notices(VerifyAddress.class, email)).isEmpty();
        assertThat(signIn(STRANGERS)).isNotEqualTo(200);
    }

    @Test
    void itsOwnerSetsAPasswordByMail() {
        added();
        setPasswordByMail();
        assertThat(signIn(PASSWORD)).isEqualTo(200);
    }

    /** Registered before it was added: a click alone could put a stranger's password before what a district trusts to it. */
    @Test
    void anEarlierRegistrationTakesItOverWithItsPasswordOnly() {
        register(PASSWORD);
        await().until(() -> !notices(VerifyAddress.class, email).isEmpty());
        var account = added();
        var token = token(notices(VerifyAddress.class, email).getFirst().link().getQuery());

        error(send("POST", request("/api/auth/verify-email"), Map.of("token", token)), 400, "VALIDATION_ERROR");
        error(
                send("POST", request("/api/auth/verify-email"), Map.of("token", token, "password", STRANGERS)),
                400,
                "VALIDATION_ERROR");
        json(send("POST", request("/api/auth/verify-email"), Map.of("token", token, "password", PASSWORD)), 200);

        assertThat(signIn(PASSWORD)).isEqualTo(200);
        assertThat(database.owner()
                        .sql("select id from account where email = ? and first_name = 'Ada'")
                        .param(email)
                        .query(UUID.class)
                        .single())
                .isEqualTo(account);
    }

    /** One that has a password keeps it, whatever was registered. */
    @Test
    void anAccountThatWasTakenOverIsNotTakenAgain() {
        register(STRANGERS);
        await().until(() -> !notices(VerifyAddress.class, email).isEmpty());
        var stale = token(notices(VerifyAddress.class, email).getFirst().link().getQuery());
        added();
        setPasswordByMail();
        var answer = send("POST", request("/api/auth/verify-email"), Map.of("token", stale, "password", STRANGERS));
        error(answer, 400, "VALIDATION_ERROR");
        assertThat(signIn(PASSWORD)).isEqualTo(200);
        assertThat(signIn(STRANGERS)).isNotEqualTo(200);
    }

    private void setPasswordByMail() {
        send("POST", request("/api/auth/forgot-password"), Map.of("email", email));
        await().until(() -> !notices(ResetPassword.class, email).isEmpty());
        var token = token(notices(ResetPassword.class, email).getFirst().link().getQuery());
        json(send("POST", request("/api/auth/reset-password"), Map.of("token", token, "password", PASSWORD)), 200);
    }

    private UUID added() {
        var admin = inhabitant(tenant("enterprise"), "admin");
        json(send("POST", request(admin, "/api/people"), Map.of("first", "Zoë", "last", "Nuñez", "email", email)), 201);
        return database.owner()
                .sql("select id from account where email = ?")
                .param(email)
                .query(UUID.class)
                .single();
    }

    private void register(String password) {
        json(
                send(
                        "POST",
                        request("/api/auth/register"),
                        Map.of("firstName", "Ada", "lastName", "Lovelace", "email", email, "password", password)),
                202);
    }

    private int signIn(String password) {
        return send("POST", request("/api/auth/login"), Map.of("email", email, "password", password))
                .statusCode();
    }

    private static String token(String query) {
        return query.substring("token=".length());
    }
}
