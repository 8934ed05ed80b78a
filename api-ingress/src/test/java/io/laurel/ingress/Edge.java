package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Topics;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.access.PortalToken;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.Given;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The edge, running against a real database as its own role, a real broker, and a worker that decides by rote. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "laurel.base-url=https://badges.example/",
            "laurel.limits.per-ip=off",
            "laurel.limits.sign-in=off",
            "laurel.session.key=" + Edge.SESSION_KEY,
            "laurel.administrator.email=admin@laurel.test",
            "laurel.administrator.password=" + Edge.ADMINISTRATOR_PASSWORD,
            "laurel.issuance.longest-wait=3s",
            "laurel.instance=3",
            "laurel.cohort.max-upload=4MB",
            "laurel.cohort.piece=64KB",
            "laurel.cohort.ask-again-after=1s",
            "laurel.cohort.steering-wait=100ms",
            "laurel.plans.look-for-ended-grants-every=1s",
            "laurel.dns.look-again-every=1s",
            "laurel.interviews.look-for-unsent-every=1s"
        })
@WithPostgres(Role.INGRESS)
@WithKafka
@Import(Edge.Worker.class)
abstract class Edge {

    static final String SESSION_KEY = "c2Vzc2lvbi1rZXktb2YtdGhlLXRlc3RzLTMyLWJ5dGU=";
    static final String ADMINISTRATOR_PASSWORD = "Test-password-1";
    static final String PASSWORD = "Correct-horse-1";
    private static final String PASSWORD_HASH =
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(PASSWORD);
    static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    protected Given given;

    @Autowired
    protected TestDatabase database;

    @Autowired
    protected TestTopics topics;

    @Autowired
    protected TestWorker worker;

    @LocalServerPort
    private int port;

    private static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    private final HttpClient http = HttpClient.newHttpClient();

    Edge() {
        RAN.add(getClass().getSimpleName());
    }

    /** The tests that were begun in this run. */
    static Set<String> whoRan() {
        return Set.copyOf(RAN);
    }

    @TestConfiguration
    static class Worker {
        @Bean
        TestWorker testWorker(TestBroker broker, TestDatabase database) {
            return new TestWorker(broker, database);
        }
    }

    /** An organization with a badge and a key. */
    protected record Tenant(OrganizationId organization, BadgeId badge, String key) {}

    protected Tenant tenant(String plan) {
        var organization = given.organization(plan, null);
        return new Tenant(organization, given.badge(organization, null), given.apiKey(organization, 100_000));
    }

    /** Somebody with an account, signed in. */
    protected record Person(UUID id, String email, String token) {}

    protected Person person() {
        return person(UUID.randomUUID() + "@people.example");
    }

    protected Person person(String email) {
        var id = UUID.randomUUID();
        database.owner().sql("""
                        insert into account (id, email, first_name, last_name, password_hash, created_at)
                        values (?, ?, 'Åse', 'O''Brien', ?, now())
                        """).params(id, email, PASSWORD_HASH).update();
        return new Person(id, email, signIn(email, PASSWORD));
    }

    /** Somebody with the role in the tenant's organization, signed in. */
    protected Person member(Tenant tenant, String role) {
        var person = person();
        database.owner()
                .sql("insert into member (organization_id, account_id, role, joined_at) values (?, ?, ?, now())")
                .params(tenant.organization().value(), person.id(), role)
                .update();
        return person;
    }

    /** Somebody in the portal of a tenant's district, signed in: what the district calls them, and their session's token. */
    protected record Inhabitant(String id, UUID account, String email, String token) {}

    /** Makes the tenant a district, if it is none, and somebody with the role in it. */
    protected Inhabitant inhabitant(Tenant tenant, String role) {
        var organization = tenant.organization().value();
        database.owner().sql("""
                        insert into district (organization_id, accent, languages, created_at)
                        values (?, '#336699', array['en'], now()) on conflict do nothing
                        """).param(organization).update();
        database.owner().sql("""
                        insert into district_role (organization_id, id, name, people, interviews, settings)
                        select ?, id, jsonb_build_object('en', id), people, interviews, settings
                        from (values ('admin', 'edit', 'edit', 'edit'), ('board', 'view', 'edit', 'none'),
                            ('mentor', 'none', 'none', 'none'), ('candidate', 'none', 'none', 'none'))
                            as r (id, people, interviews, settings)
                        on conflict do nothing
                        """).param(organization).update();
        var account = person();
        var id = PortalId.random();
        database.owner().sql("""
                        insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                            created_at)
                        values (?, ?, ?, 'Åse', 'O''Brien', 'en', jsonb_build_object(?, 1), '{}', now())
                        """).params(organization, id, account.id(), role).update();
        var token = PortalToken.random();
        database.owner()
                .sql("""
                        insert into portal_session (token_hash, organization_id, person_id, account_id, created_at, expires_at)
                        values (?, ?, ?, ?, now(), now() + interval '30 days')
                        """)
                .params(token.hash(), organization, id, account.id())
                .update();
        return new Inhabitant(id, account.id(), account.email(), token.text());
    }

    protected HttpRequest.Builder request(Inhabitant inhabitant, String path) {
        return request(path).header("Authorization", "Bearer " + inhabitant.token());
    }

    /** A key of the tenant's district with these scopes. */
    protected String scopedKey(Inhabitant admin, String... scopes) {
        var answer = send("POST", request(admin, "/api/keys"), Map.of("name", "Reporting", "scopes", List.of(scopes)));
        return json(answer, 201).get("key").asString();
    }

    /** The platform's administrator. */
    protected Person administrator() {
        var email = "admin@laurel.test";
        var id = database.owner()
                .sql("select id from account where email = ?")
                .param(email)
                .query(UUID.class)
                .single();
        return new Person(id, email, signIn(email, ADMINISTRATOR_PASSWORD));
    }

    private String signIn(String email, String password) {
        var answer = send("POST", request("/api/auth/login"), Map.of("email", email, "password", password));
        return json(answer, 200).get("accessToken").asString();
    }

    /** Sends what becomes JSON; text goes as it is. */
    protected HttpResponse<String> send(String method, HttpRequest.Builder request, Object body) {
        var json = body instanceof String text ? text : JSON.writeValueAsString(body);
        return send(request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    protected HttpRequest.Builder request(Person person, String path) {
        return request(path).header("Authorization", "Bearer " + person.token());
    }

    protected HttpRequest.Builder request(Tenant tenant, String path) {
        return request(path).header("Authorization", "Bearer " + tenant.key());
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    protected HttpResponse<String> get(Tenant tenant, String path) {
        return send(request(tenant, path));
    }

    /** Every answer is what the OpenAPI document says it can be. */
    protected HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = sendAnyway(request.build());
        contract().check(answer.request(), answer);
        return answer;
    }

    protected HttpResponse<String> sendForm(HttpResponse<String> page, String action, Map<String, String> fields) {
        return sendForm(page, action, fields, "");
    }

    /** Sends a page's form with its hidden fields, as a browser does. */
    protected HttpResponse<String> sendForm(
            HttpResponse<String> page, String action, Map<String, String> fields, String cookies) {
        var all = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(page.body())
                .results()
                .collect(Collectors.toMap(
                        field -> field.group(1), field -> field.group(2).replace("&#x3D;", "=")));
        all.putAll(fields);
        assertThat(page.body()).contains("action=\"" + action + "\"");
        return send(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies(page) + (cookies.isEmpty() ? "" : "; " + cookies))
                .POST(HttpRequest.BodyPublishers.ofString(all.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    /** The cookies that an answer sets, as a browser sends them back. */
    protected static String cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    /** Before anything is counted or measured. */
    @BeforeEach
    void readTheDocument() {
        contract();
    }

    protected Contract contract() {
        return Contract.served(() -> sendAnyway(request("/openapi.json").build()));
    }

    private HttpResponse<String> sendAnyway(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something while a transaction that wrote a row which refers to the tenant's organization has not ended. */
    protected HttpResponse<String> besideAReference(Tenant tenant, Supplier<HttpResponse<String>> deed) {
        var newcomer = person();
        try (var connection = database.as(Role.INGRESS).getConnection();
                var referring = connection.createStatement()) {
            connection.setAutoCommit(false);
            referring.execute("""
                    insert into member (organization_id, account_id, role, joined_at) values ('%s', '%s', 'viewer', now())
                    """.formatted(tenant.organization(), newcomer.id()));
            return CompletableFuture.supplyAsync(deed)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What somebody was told by mail, the oldest first. */
    protected <T extends Notice> List<T> notices(Class<T> type, String email) {
        return topics.read(Topics.ACCOUNT_NOTICES, Notice.class).stream()
                .filter(notice -> notice.to().email().equals(email))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    protected static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    protected static JsonNode error(HttpResponse<String> answer, int status, String code) {
        var body = json(answer, status);
        assertThat(body.get("error").asString()).isEqualTo(code);
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        return body;
    }

    /** An error of the portal: one sentence, and nothing else. */
    protected static String sentence(HttpResponse<String> answer, int status) {
        var body = json(answer, status);
        assertThat(body.propertyNames()).containsExactly("error");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        return body.get("error").asString();
    }

    protected static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
    }
}
