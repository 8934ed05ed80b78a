package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.Topics;
import io.laurel.ingress.RoadToDatabase.State;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.MovableClock;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a request costs the database, measured on the wire, and what becomes of it without one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestCostIT extends Edge {

    private static final int REQUESTS = 100;

    /** For what instances do now and then by themselves, as filling their pools; one more statement a request would be more. */
    private static final int BY_THEMSELVES = 40;

    private static final int PER_ADDRESS = 150;

    private final MovableClock clock = new MovableClock(Instant.parse("2030-03-01T10:00:30Z"));

    @Autowired
    private TestBroker broker;

    private RoadToDatabase road;
    private TestIngress open;
    private TestIngress closed;
    private int addresses;

    @BeforeAll
    void start() {
        road = RoadToDatabase.to(database.jdbcUrl());
        open = TestIngress.start(
                6,
                road.jdbcUrl(),
                database,
                broker,
                clock,
                "--laurel.limits.per-ip=" + PER_ADDRESS,
                "--laurel.limits.when-store-is-away=open");
        closed = TestIngress.start(
                7,
                road.jdbcUrl(),
                database,
                broker,
                clock,
                "--laurel.limits.per-ip=off",
                "--laurel.limits.when-store-is-away=closed");
    }

    @AfterEach
    void repair() {
        road.become(State.OPEN);
    }

    @AfterAll
    void stop() throws IOException {
        open.close();
        closed.close();
        road.close();
    }

    @Test
    void anAsynchronousRequestCostsOneRoundTripForAddressKeyAndLimitTogetherAndOneMessage() {
        var tenant = tenant("professional");
        var source = address();
        issue(open, tenant, source, 0);
        long before = road.roundTrips();

        for (int n = 1; n <= REQUESTS; n++) {
            issue(open, tenant, source, n);
        }

        assertThat(road.roundTrips() - before).isBetween((long) REQUESTS, (long) REQUESTS + BY_THEMSELVES);
        assertThat(commands(tenant)).hasSize(REQUESTS + 1);
    }

    private List<IssuanceCommand> commands(Tenant tenant) {
        return topics.read(Topics.ISSUANCE_COMMANDS, IssuanceCommand.class).stream()
                .filter(command -> command.organizationId().equals(tenant.organization()))
                .toList();
    }

    /** A key that was revoked while an instance still saw it alive is refused by it, with the database or without. */
    @Test
    void whoWasSeenToBeRevokedIsNotBelieved() {
        var tenant = tenant("professional");
        issue(open, tenant, address(), 0);
        database.owner()
                .sql("update api_key set revoked_at = now() where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        error(badges(open, address(), tenant.key()), 401, "UNAUTHORIZED");

        road.become(State.REFUSING);

        assertThat(badges(open, address(), tenant.key()).statusCode()).isIn(401, 503);
    }

    private static void issue(TestIngress ingress, Tenant tenant, String source, int number) {
        var body = "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Ada\",\"email\":\"ada%d@example.com\"}}"
                .formatted(tenant.badge(), number);
        var answer = ingress.send(ingress.request(source, "/api/v1/credentials", tenant.key())
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(json(answer, 202).get("status").asString()).isEqualTo("pending");
        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("100000");
    }

    @Test
    void aRequestOfASessionCostsOneRoundTripForAddressAndSessionTogether() {
        var source = address();
        var login = open.request(source, "/api/auth/login")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("email", person().email(), "password", PASSWORD))));
        var token = json(open.send(login), 200).get("accessToken").asString();
        long before = road.roundTrips();

        for (int n = 0; n < REQUESTS; n++) {
            json(open.send(open.request(source, "/api/auth/me", token)), 200);
        }

        assertThat(road.roundTrips() - before).isBetween((long) REQUESTS, (long) REQUESTS + BY_THEMSELVES);
    }

    @Test
    void aFloodWithABadKeyReachesTheDatabaseOnceAndAKeyMadeMeanwhileWorksAtOnce() {
        var bad = "crd_live_" + "x".repeat(32);
        error(badges(closed, address(), bad), 401, "UNAUTHORIZED");
        long before = road.roundTrips();

        for (int n = 0; n < REQUESTS; n++) {
            error(badges(closed, address(), bad), 401, "UNAUTHORIZED");
        }

        assertThat(road.roundTrips() - before).isLessThanOrEqualTo(BY_THEMSELVES);
        json(badges(closed, address(), tenant("professional").key()), 200);
    }

    @Test
    void anAddressThatHasUsedItsMinuteUpReachesTheDatabaseNoMore() {
        var source = address();
        for (int n = 0; n < PER_ADDRESS; n++) {
            assertThat(open.send(open.request(source, "/")).statusCode()).isEqualTo(200);
        }
        error(open.send(open.request(source, "/")), 429, "RATE_LIMITED");
        long before = road.roundTrips();

        for (int n = 0; n < REQUESTS; n++) {
            error(open.send(open.request(source, "/")), 429, "RATE_LIMITED");
        }

        assertThat(road.roundTrips() - before).isLessThanOrEqualTo(BY_THEMSELVES);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSING", "SILENT"})
    void withoutItsDatabaseAnOpenInstanceTakesWhoItSawAliveAndIssuesByTheBrokerAloneAndAClosedOneRefuses(
            State failure) {
        var tenant = tenant("professional");
        var never = tenant("professional").key();
        issue(open, tenant, address(), 0);
        issue(closed, tenant, address(), 1);

        road.become(failure);

        for (int n = 2; n < 5; n++) {
            assertThat(open.send(open.request(address(), "/")).statusCode()).isEqualTo(200);
            issue(open, tenant, address(), n);
            error(badges(open, address(), never), 503, "UNAVAILABLE");
            error(badges(closed, address(), tenant.key()), 503, "UNAVAILABLE");
        }
        clock.advance(Duration.ofMinutes(5));
        error(badges(open, address(), tenant.key()), 503, "UNAVAILABLE");
        assertThat(commands(tenant)).hasSize(5);

        road.become(State.OPEN);
        await().untilAsserted(() -> json(badges(open, address(), tenant.key()), 200));
        await().untilAsserted(() -> json(badges(closed, address(), tenant.key()), 200));
    }

    @Test
    void whereOnlyTheCountingIsStuckAnOpenInstanceStillKnowsItsKeysAndAClosedOneRefuses() throws SQLException {
        var tenant = tenant("professional");
        try (var holder = holdTheWindows()) {
            var answer = badges(open, address(), tenant.key());
            json(answer, 200);
            assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo("100000");
            error(badges(open, address(), "crd_live_" + "y".repeat(32)), 401, "UNAUTHORIZED");
            error(badges(closed, address(), tenant.key()), 503, "UNAVAILABLE");
            holder.rollback();
        }
        json(badges(closed, address(), tenant.key()), 200);
        assertThat(header(badges(open, address(), tenant.key()), "X-RateLimit-Remaining"))
                .isEqualTo("99998");
    }

    private Connection holdTheWindows() throws SQLException {
        var holder = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password());
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("lock table request_window in access exclusive mode");
        }
        return holder;
    }

    private static HttpResponse<String> badges(TestIngress ingress, String source, String key) {
        return ingress.send(ingress.request(source, "/api/v1/badges", key));
    }

    private String address() {
        addresses++;
        return "203.0.%d.%d".formatted(addresses / 250, addresses % 250);
    }
}
