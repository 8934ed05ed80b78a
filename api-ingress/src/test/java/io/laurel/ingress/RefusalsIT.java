package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.ingress.Contract.Operation;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Goes along every operation of the OpenAPI document and asks so that it must refuse, once for each reason that does not
 * depend on what the operation is about. Where the document says that the operation refuses so, it does.
 */
class RefusalsIT extends Edge {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final byte[] TOO_LARGE = new byte[7 * 1024 * 1024];

    /** What only a test of its own can show, as it takes a worker or a verifier that says so, or another Accept header. */
    private static final Set<String> ELSEWHERE = Set.of(
            "POST /api/v1/credentials 404",
            "POST /api/organizations/{orgId}/credentials 404",
            "POST /api/credentials/import 400",
            "GET /api/auth/verify/{token} 401");

    private Tenant tenant;
    private Person owner;
    private Inhabitant admin;

    @Autowired
    private TestBroker broker;

    @BeforeEach
    void anOrganizationAndItsOwner() {
        tenant = tenant("enterprise");
        owner = member(tenant, "owner");
        admin = inhabitant(tenant, "admin");
    }

    @Test
    void whoDoesNotSayWhoTheyAreIsUnauthorized() {
        refuses(
                401,
                (operation, path) -> asked(
                        operation,
                        operation.json().path("security").isEmpty()
                                ? request(path).header("Authorization", "Bearer no-token")
                                : fromOurPage(request(path))));
    }

    /** By a key beyond the plan's or without the scope, from another site's page, or as a member who may only look. */
    @Test
    void whoMayNotIsForbidden() {
        var surplus = new Tenant(given.organization("professional", null), tenant.badge(), "none");
        given.apiKey(surplus.organization(), 100_000);
        var second = given.apiKey(surplus.organization(), 100_000);
        var viewer = member(tenant, "viewer");
        var withoutScope = scopedKey(admin, "read:credentials");
        refuses(403, (operation, path) -> {
            if (operation.isOfPortal() && !operation.json().path("security").isEmpty()) {
                return asked(operation, request(path).header("Authorization", "Bearer " + withoutScope));
            }
            if (path.startsWith("/api/v1/")) {
                return asked(operation, request(path).header("Authorization", "Bearer " + second));
            }
            return operation.method().equals("GET")
                    ? asked(operation, request(viewer, path))
                    : asked(operation, request(path).header("Cookie", "laurel_session=" + owner.token()));
        });
    }

    @Test
    void whoDoesNotPayIsAskedTo() {
        var unpaid = inhabitant(tenant("free"), "admin");
        refuses(402, (operation, path) -> asked(operation, request(unpaid, path)));
    }

    @Test
    void whatThereIsNotIsNotFound() {
        refuses(404, (operation, path) -> {
            boolean isMore = path.indexOf('/', "/api/organizations/".length()) > 0
                    && VARIABLE.matcher(operation.path()).results().count() > 1;
            var own = isMore
                    ? path
                    : path.replace(
                            tenant.organization().toString(), UUID.randomUUID().toString());
            return asked(operation, as(operation, own));
        });
    }

    @Test
    void whatIsNotAsItMustBeIsNotValid() {
        refuses(400, (operation, _) -> {
            var wrong = filled(operation, "no-id", "no-number")
                    + parameters(operation, "query").stream()
                            .map(name -> name + "=" + URLEncoder.encode("\u0000 nothing", UTF_8))
                            .collect(Collectors.joining("&", "?", ""));
            var request = as(operation, wrong);
            if (parameters(operation, "header").contains("Idempotency-Key")) {
                request.header("Idempotency-Key", "k".repeat(256));
            }
            return type(operation)
                    .map(type -> request.header(
                                    "Content-Type", type.startsWith("multipart/") ? type + ";boundary=part" : type)
                            .method(operation.method(), HttpRequest.BodyPublishers.ofString("{")))
                    .orElseGet(() -> request.method(operation.method(), HttpRequest.BodyPublishers.noBody()));
        });
    }

    @Test
    void aBodyOfAnotherTypeIsNotRead() {
        refuses(
                415,
                (operation, path) -> as(operation, path)
                        .header("Content-Type", "application/x-unknown")
                        .method(operation.method(), HttpRequest.BodyPublishers.ofString("x")));
    }

    /** By what is announced: nothing of it is read. */
    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        refuses(
                413,
                (operation, path) -> as(operation, path)
                        .header("Content-Type", type(operation).orElseThrow())
                        .method(operation.method(), HttpRequest.BodyPublishers.ofByteArray(TOO_LARGE)));
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() {
        try (var ingress = TestIngress.start(
                7, database.jdbcUrl(), database, broker, Clock.systemUTC(), "--laurel.limits.per-ip=1")) {
            var wrong = new ArrayList<String>();
            for (var operation : contract().operations()) {
                var path = filled(operation);
                ingress.send(ingress.request("192.0.2.1", "/nothing"));
                var answer = ingress.send(asked(operation, fromOurPage(ingress.request("192.0.2.1", path))));
                if (answer.statusCode() != 429) {
                    wrong.add(operation.name() + " -> " + answer.statusCode());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void withoutItsDatabaseEveryOperationSaysThatItIsUnavailable() throws IOException {
        try (var road = RoadToDatabase.to(database.jdbcUrl());
                var ingress = TestIngress.start(
                        8,
                        road.jdbcUrl(),
                        database,
                        broker,
                        Clock.systemUTC(),
                        "--laurel.limits.when-store-is-away=closed")) {
            contract();
            road.become(RoadToDatabase.State.REFUSING);
            var wrong = new ArrayList<String>();
            for (var operation : contract().operations()) {
                var answer =
                        ingress.send(asked(operation, fromOurPage(ingress.request("192.0.2.2", filled(operation)))));
                if (answer.statusCode() != 503) {
                    wrong.add(operation.name() + " -> " + answer.statusCode());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    /** Walks what the document says refuses so, and names every operation that does not. */
    private void refuses(int status, BiFunction<Operation, String, HttpRequest.Builder> request) {
        var wrong = new ArrayList<String>();
        var walked = new ArrayList<String>();
        for (var operation : contract().operations()) {
            if (operation.says(status) && !ELSEWHERE.contains(operation.name() + " " + status)) {
                walked.add(operation.name());
                HttpResponse<String> answer = send(request.apply(operation, filled(operation)));
                if (answer.statusCode() != status) {
                    wrong.add(operation.name() + " -> " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(walked).hasSizeGreaterThan(2);
    }

    /** Of the organization, where there is one; of nothing otherwise. */
    private String filled(Operation operation) {
        return filled(operation, "00000000-0000-7000-8000-000000000000", "999999999");
    }

    private String filled(Operation operation, String id, String number) {
        return VARIABLE.matcher(operation.path()).replaceAll(variable -> {
            if (variable.group(1).equals("orgId")) {
                return tenant.organization().toString();
            }
            boolean isNumber = operation
                    .json()
                    .path("parameters")
                    .valueStream()
                    .anyMatch(parameter -> parameter.path("name").asString().equals(variable.group(1))
                            && parameter.at("/schema/type").asString().equals("integer"));
            return isNumber ? number : id;
        });
    }

    /** As whoever may do the most there. */
    private HttpRequest.Builder as(Operation operation, String path) {
        if (path.startsWith("/api/v1/")) {
            return request(tenant, path);
        }
        if (path.startsWith("/api/admin/")) {
            return request(administrator(), path);
        }
        if (operation.isOfPortal() && !operation.json().path("security").isEmpty()) {
            return request(admin, path);
        }
        return operation.json().path("security").isEmpty() ? fromOurPage(request(path)) : request(owner, path);
    }

    /** A form's sender shows that the form was ours. */
    private static HttpRequest.Builder fromOurPage(HttpRequest.Builder request) {
        return request.header("Cookie", "XSRF-TOKEN=t").header("X-XSRF-TOKEN", "t");
    }

    /** With the body of the document's example. */
    private static HttpRequest.Builder asked(Operation operation, HttpRequest.Builder request) {
        var type = type(operation);
        return type.isEmpty()
                ? request.method(operation.method(), HttpRequest.BodyPublishers.noBody())
                : request.header("Content-Type", type.get())
                        .method(
                                operation.method(),
                                HttpRequest.BodyPublishers.ofString(operation
                                        .json()
                                        .path("requestBody")
                                        .path("content")
                                        .path(type.get())
                                        .path("example")
                                        .toString()));
    }

    private static Optional<String> type(Operation operation) {
        var types = operation.json().path("requestBody").path("content").propertyNames();
        return types.stream()
                .filter(Contract::isJson)
                .findFirst()
                .or(() -> types.stream().findFirst());
    }

    private static List<String> parameters(Operation operation, String in) {
        return operation
                .json()
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(in))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }
}
