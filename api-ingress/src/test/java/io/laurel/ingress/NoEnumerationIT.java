package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Nobody learns from the time of an answer whether an address has an account. Times are not compared: what takes the time is
 * counted, the same for every address, or is shown not to be waited for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoEnumerationIT extends Edge {

    /** What an instance does now and then by itself is less than half a statement for each. */
    private static final int REQUESTS = 20;

    @Autowired
    private TestBroker broker;

    private RoadToDatabase road;
    private TestIngress ingress;

    @BeforeAll
    void start() {
        road = RoadToDatabase.to(database.jdbcUrl());
        ingress = TestIngress.start(
                12,
                road.jdbcUrl(),
                database,
                broker,
                Clock.systemUTC(),
                "--laurel.limits.per-ip=off",
                "--laurel.limits.sign-in=off");
    }

    @AfterAll
    void stop() throws IOException {
        ingress.close();
        road.close();
    }

    /** What one request costs in the time of its answer: hashes of passwords, waits for the database, mails handed over. */
    private record Work(long hashes, long roundTrips, long mails) {}

    private Work work(String path, Supplier<Map<String, String>> body, int status) {
        assertThat(post(path, body.get()).statusCode()).isEqualTo(status);
        double hashes = hashes();
        long roundTrips = road.roundTrips();
        long mails = mails();
        for (int n = 0; n < REQUESTS; n++) {
            assertThat(post(path, body.get()).statusCode()).isEqualTo(status);
        }
        return new Work(
                Math.round((hashes() - hashes) / REQUESTS),
                Math.round((double) (road.roundTrips() - roundTrips) / REQUESTS),
                Math.round((double) (mails() - mails) / REQUESTS));
    }

    @Test
    void aWrongPasswordCostsTheSameWhetherTheAddressHasAnAccountARegistrationOrNothing() {
        var known = person().email();
        var registered = address();
        assertThat(post("/api/auth/register", registration(registered)).statusCode())
                .isEqualTo(202);

        var ofNobody = work("/api/auth/login", () -> login(address()), 401);

        assertThat(ofNobody).isEqualTo(new Work(2, 2, 0));
        assertThat(work("/api/auth/login", () -> login(known), 401)).isEqualTo(ofNobody);
        assertThat(work("/api/auth/login", () -> login(registered), 401)).isEqualTo(ofNobody);
    }

    @Test
    void aRegistrationCostsTheSameWhetherTheAddressHasAnAccountOrNot() {
        var known = person().email();

        var ofNobody = work("/api/auth/register", () -> registration(address()), 202);

        assertThat(ofNobody).isEqualTo(new Work(1, 2, 1));
        assertThat(work("/api/auth/register", () -> registration(known), 202)).isEqualTo(ofNobody);
    }

    /** Nothing is read of accounts and registrations before the answer: nobody can read them, and it comes all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/resend-verification-public", "/api/auth/forgot-password"})
    void aMailThatIsAskedForIsNotWaitedForWhateverTheAddressIs(String path) throws SQLException {
        var known = person().email();
        var registered = address();
        post("/api/auth/register", registration(registered));
        try (var holder = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password())) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("lock table account, registration, password_reset in access exclusive mode");
            }
            for (var email : new String[] {known, registered, address()}) {
                assertThat(post(path, Map.of("email", email)).statusCode()).isEqualTo(202);
            }
            holder.rollback();
        }
    }

    private double hashes() {
        return ingress.timed("laurel.ingress.passwords.hash");
    }

    private long mails() {
        return topics.read(Topics.ACCOUNT_NOTICES, Notice.class).size();
    }

    private static Map<String, String> login(String email) {
        return Map.of("email", email, "password", "Wrong-password-1");
    }

    private static Map<String, String> registration(String email) {
        return Map.of("firstName", "Ada", "lastName", "Lovelace", "email", email, "password", PASSWORD);
    }

    private static String address() {
        return UUID.randomUUID() + "@people.example";
    }

    private HttpResponse<String> post(String path, Object body) {
        return ingress.send(ingress.request("192.0.2.3", path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }
}
