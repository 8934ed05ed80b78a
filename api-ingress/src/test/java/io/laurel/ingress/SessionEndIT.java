package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.persistence.Schema.Role;
import io.laurel.test.TestBroker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What ends a session ends it on every instance, with the next request, and whatever happens at the same time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEndIT extends Edge {

    private static final String NEW_PASSWORD = "Quite-another-2";

    @Autowired
    private TestBroker broker;

    private List<TestIngress> instances = List.of();

    @BeforeAll
    void start() {
        instances = IntStream.range(8, 10)
                .mapToObj(n -> TestIngress.start(
                        n,
                        database.jdbcUrl(),
                        database,
                        broker,
                        Clock.systemUTC(),
                        "--laurel.limits.per-ip=off",
                        "--laurel.limits.sign-in=off"))
                .toList();
    }

    @AfterAll
    void stop() {
        instances.forEach(TestIngress::close);
    }

    @Test
    void aTokenEndsWithTheResetOfThePasswordOnEveryInstance() {
        var person = person();
        var session = json(login(instances.getFirst(), person), 200);
        for (var instance : instances) {
            json(me(instance, session), 200);
        }

        json(reset(instances.getFirst(), person), 200);

        for (var instance : instances) {
            error(me(instance, session), 401, "UNAUTHORIZED");
        }
    }

    @Test
    void aSessionOfThePortalEndsWithTheResetOfThePasswordToo() {
        var tenant = tenant("professional");
        var inhabitant = inhabitant(tenant, "candidate");
        var another = inhabitant(tenant, "mentor");
        for (var instance : instances) {
            json(get(instance, inhabitant.token(), "/api/me"), 200);
        }

        json(reset(instances.getFirst(), new Person(inhabitant.account(), inhabitant.email(), "")), 200);

        for (var instance : instances) {
            sentence(get(instance, inhabitant.token(), "/api/me"), 401);
            json(get(instance, another.token(), "/api/me"), 200);
        }
    }

    @Test
    void aTokenEndsWithTheSignOutOnEveryInstance() {
        var session = json(login(instances.getFirst(), person()), 200);
        var refreshToken = Map.of("refreshToken", session.get("refreshToken").asString());

        json(post(instances.getLast(), "/api/auth/logout", refreshToken), 200);

        for (var instance : instances) {
            error(me(instance, session), 401, "UNAUTHORIZED");
        }
    }

    @Test
    void aRightThatWasTakenAwayIsGoneWithTheNextRequestOnEveryInstance() {
        var tenant = tenant("professional");
        var member = member(tenant, "viewer");
        var path = "/api/organizations/" + tenant.organization() + "/badges";
        for (var instance : instances) {
            json(get(instance, member.token(), path), 200);
        }
        var administrator = person();
        makeAdministrator(administrator, true);
        json(get(instances.getFirst(), administrator.token(), "/api/admin/organizations"), 200);

        database.owner()
                .sql("delete from member where account_id = ?")
                .param(member.id())
                .update();
        makeAdministrator(administrator, false);

        for (var instance : instances) {
            error(get(instance, member.token(), path), 404, "NOT_FOUND");
            error(get(instance, administrator.token(), "/api/admin/organizations"), 403, "FORBIDDEN");
        }
    }

    private void makeAdministrator(Person person, boolean is) {
        database.owner()
                .sql("update account set is_administrator = ? where id = ?")
                .params(is, person.id())
                .update();
    }

    @Test
    void whoSignedInWithThePasswordThatAResetIsReplacingIsNotIn() throws Exception {
        var person = person();
        try (var holder = connection()) {
            // The reset holds the account and waits for its sessions, so the sign-in still finds the old password.
            execute(holder, "select 1 from session where account_id = '%s' for update".formatted(person.id()));
            var reset = CompletableFuture.supplyAsync(() -> reset(instances.getFirst(), person));
            awaitWaiting(1);
            var login = CompletableFuture.supplyAsync(() -> login(instances.getLast(), person));
            awaitWaiting(2);
            holder.rollback();

            json(reset.get(), 200);
            error(login.get(), 401, "UNAUTHORIZED");
        }
        assertThat(liveSessions(person)).isZero();
    }

    @Test
    void aSessionThatBeginsWhileAResetWaitsIsEndedByIt() throws Exception {
        var person = person();
        database.owner().sql("""
                        create function wait_here() returns trigger language plpgsql as $$
                        begin
                            perform pg_advisory_xact_lock_shared(4711);
                            return new;
                        end $$
                        """).update();
        database.owner()
                .sql("create trigger waits before insert on refresh_token for each row execute function wait_here()")
                .update();
        try (var holder = connection()) {
            execute(holder, "select pg_advisory_xact_lock(4711)");
            var login = CompletableFuture.supplyAsync(() -> login(instances.getLast(), person));
            awaitWaiting(1);
            var reset = CompletableFuture.supplyAsync(() -> reset(instances.getFirst(), person));
            awaitWaiting(2);
            holder.rollback();

            var session = json(login.get(), 200);
            json(reset.get(), 200);
            error(me(instances.getLast(), session), 401, "UNAUTHORIZED");
        } finally {
            database.owner().sql("drop function wait_here() cascade").update();
        }
        assertThat(liveSessions(person)).isZero();
    }

    private long liveSessions(Person person) {
        return database.owner()
                .sql("select count(*) from session where account_id = ? and ended_at is null")
                .param(person.id())
                .query(Long.class)
                .single();
    }

    private void awaitWaiting(long most) {
        await().until(() -> database.owner().sql("""
                                select count(*) from pg_stat_activity
                                where datname = current_database() and wait_event_type = 'Lock'
                                """).query(Long.class).single() >= most);
    }

    private Connection connection() throws SQLException {
        var connection = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Follows the link of a mail. */
    private HttpResponse<String> reset(TestIngress instance, Person person) {
        var token = UUID.randomUUID().toString();
        database.owner()
                .sql("insert into password_reset (token_hash, account_id, expires_at)"
                        + " values (?, ?, now() + interval '1 hour')")
                .params(sha256(token), person.id())
                .update();
        return post(instance, "/api/auth/reset-password", Map.of("token", token, "password", NEW_PASSWORD));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> login(TestIngress instance, Person person) {
        return post(instance, "/api/auth/login", Map.of("email", person.email(), "password", PASSWORD));
    }

    private static HttpResponse<String> me(TestIngress instance, JsonNode session) {
        return get(instance, session.get("accessToken").asString(), "/api/auth/me");
    }

    private static HttpResponse<String> get(TestIngress instance, String token, String path) {
        return instance.send(instance.request("192.0.2.1", path, token));
    }

    private static HttpResponse<String> post(TestIngress instance, String path, Object body) {
        return instance.send(instance.request("192.0.2.1", path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }
}
