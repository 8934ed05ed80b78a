package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import io.laurel.ingress.access.PortalId;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Nobody learns from the time of an answer whether an address has an account. What takes the time is
 * counted, the same for every address, or is shown not to be waited for; of codes to sign in the times are compared as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoEnumerationIT extends Edge {

    /** What an instance does now and then by itself is less than half a statement for each. */
    private static final int REQUESTS = 20;

    private static final int ASKED = 150;

    /** The spread of the statistic for as many is 1 / 30. */
    private static final double MARGIN = 0.17;

    @Autowired
    private TestBroker broker;

    private @Nullable UUID district;

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
                "--laurel.limits.sign-in=off",
                "--laurel.portal.codes-per-source=off");
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

    /** Nothing is read of accounts, registrations and people before the answer: nobody can read them, and it comes all the same. */
    @ParameterizedTest
    @CsvSource({
        "/api/auth/resend-verification-public, 202",
        "/api/auth/forgot-password, 202",
        "/api/auth/request, 200",
    })
    @Timeout(120)
    void aMailThatIsAskedForIsNotWaitedForWhateverTheAddressIs(String path, int status) throws SQLException {
        var known = person().email();
        var inPortal = inhabitant(tenant("professional"), "candidate").email();
        var registered = address();
        post("/api/auth/register", registration(registered));
        try (var holder = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password())) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("lock table account, registration, password_reset, person, portal_sign_in"
                        + " in access exclusive mode");
            }
            for (var email : new String[] {known, inPortal, registered, address()}) {
                assertThat(post(path, Map.of("email", email)).statusCode()).isEqualTo(status);
            }
            holder.rollback();
        }
    }

    /**
     * The times of the answers to those who are known and to those who are not come from one distribution: of two answers, the one
     * is as often the slower as the other. Asked in a random order, so that what is done after an answer burdens both alike. The
     * margin is five times the statistic's spread; work that is done before the answer for the known alone takes it to nearly 1.
     */
    @Test
    void whoAsksForACodeLearnsNothingFromTheTimeOfTheAnswer() {
        var known =
                IntStream.range(0, ASKED).mapToObj(_ -> somebodyInThePortal()).toList();
        for (int n = 0; n < ASKED; n++) {
            timeOfAsking(address());
        }
        var order = new ArrayList<>(Collections.nCopies(ASKED, true));
        order.addAll(Collections.nCopies(ASKED, false));
        Collections.shuffle(order, new Random(1));
        var ofKnown = new ArrayList<Long>();
        var ofUnknown = new ArrayList<Long>();
        for (boolean isKnown : order) {
            if (isKnown) {
                ofKnown.add(timeOfAsking(known.get(ofKnown.size())));
            } else {
                ofUnknown.add(timeOfAsking(address()));
            }
        }

        double slower = shareOfPairsWhereTheFirstIsSlower(ofKnown, ofUnknown);

        assertThat(slower).isBetween(0.5 - MARGIN, 0.5 + MARGIN);
        await().until(() -> database.owner()
                        .sql("select count(*) from portal_sign_in")
                        .query(Integer.class)
                        .single()
                >= ASKED);
    }

    /** The statistic of Mann and Whitney, as a share of all pairs. */
    private static double shareOfPairsWhereTheFirstIsSlower(List<Long> first, List<Long> second) {
        double pairs = 0;
        for (long one : first) {
            for (long other : second) {
                pairs += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return pairs / first.size() / second.size();
    }

    private long timeOfAsking(String email) {
        long start = System.nanoTime();
        assertThat(post("/api/auth/request", Map.of("email", email)).statusCode())
                .isEqualTo(200);
        return System.nanoTime() - start;
    }

    private String somebodyInThePortal() {
        var district = this.district;
        if (district == null) {
            var tenant = tenant("professional");
            inhabitant(tenant, "admin");
            district = tenant.organization().value();
            this.district = district;
        }
        var email = address();
        database.owner().sql("""
                        with someone as (
                            insert into account (id, email, first_name, last_name, password_hash, created_at)
                            values (gen_random_uuid(), ?, 'Ada', 'Lovelace', '', now()) returning id
                        )
                        insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                            created_at)
                        select ?, ?, someone.id, 'Ada', 'Lovelace', 'en', '{"candidate": 1}', '{}', now() from someone
                        """).params(email, district, PortalId.random()).update();
        return email;
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
