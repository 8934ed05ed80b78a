package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document describes what there is, whole, and the page shows it with nothing from elsewhere. */
class OpenApiIT extends Edge {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Test
    void everyEndpointIsInTheDocumentWithItsRule() {
        var document = json(send(request("/openapi.json")), 200);

        assertThat(document.get("openapi").asString()).startsWith("3.1.");
        var described = new TreeSet<String>();
        endpoints.getHandlerMethods().forEach((mapping, endpoint) -> {
            if (isDescribed(endpoint)) {
                for (var path : mapping.getPatternValues()) {
                    for (var method : mapping.getMethodsCondition().getMethods()) {
                        described.add(method + " " + path);
                        var operation = document.path("paths")
                                .path(path)
                                .path(method.name().toLowerCase(Locale.ROOT));
                        assertThat(operation.isObject()).as(method + " " + path).isTrue();
                        assertThat(schemes(operation))
                                .as(method + " " + path)
                                .isEqualTo(schemes(Objects.requireNonNull(endpoint.getMethodAnnotation(AllowedTo.class))
                                        .value()));
                    }
                }
            }
        });
        assertThat(described)
                .hasSizeGreaterThan(50)
                .isEqualTo(operations(document).keySet());
    }

    @Test
    void everyOperationIsWhole() {
        var document = json(send(request("/openapi.json")), 200);

        var chapters = document.path("tags").findValuesAsString("name");
        var ids = new TreeSet<String>();
        operations(document).forEach((name, operation) -> {
            assertThat(ids.add(operation.path("operationId").asString()))
                    .as(name)
                    .isTrue();
            assertThat(operation.path("summary").asString()).as(name).isNotBlank();
            assertThat(chapters)
                    .as(name)
                    .contains(operation.path("tags").path(0).asString());
            var statuses = operation.path("responses").propertyNames();
            assertThat(statuses).as(name).anyMatch(status -> status.startsWith("2") || status.startsWith("3"));
            assertThat(statuses)
                    .as(name)
                    .contains("429", "500", "503")
                    .allMatch(status -> status.matches("[2-5]\\d\\d"));
            var declared = new TreeSet<String>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asString().equals("path")) {
                    assertThat(parameter.path("required").asBoolean()).as(name).isTrue();
                    declared.add(parameter.path("name").asString());
                }
            });
            assertThat(declared)
                    .as(name)
                    .isEqualTo(new TreeSet<>(VARIABLE.matcher(name)
                            .results()
                            .map(found -> found.group(1))
                            .toList()));
        });
        for (var reference : document.findValuesAsString("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void everyOperationHasExamplesThatAreAsItsSchemasSay() {
        for (var operation : contract().operations()) {
            var request = operation.json().at("/requestBody/content");
            holds(operation.name() + " asks", request);
            operation.json().path("responses").properties().forEach(answer -> {
                if (answer.getKey().compareTo("400") < 0) {
                    holds(
                            operation.name() + " answers " + answer.getKey(),
                            answer.getValue().path("content"));
                }
            });
        }
        json(send(request("/openapi.json")), 200)
                .at("/components/responses")
                .properties()
                .forEach(failure -> holds(failure.getKey(), failure.getValue().path("content")));
    }

    private void holds(String what, JsonNode content) {
        content.properties().forEach(type -> {
            if (Contract.isJson(type.getKey())) {
                var example = type.getValue().get("example");
                assertThat(example).as(what).isNotNull();
                contract().checkJson(what, type.getValue().path("schema"), example.toString());
                assertThat(example.toString())
                        .as(what + " with a field that shapes.json gives no example of")
                        .doesNotContain("…");
            }
        });
    }

    @Test
    void theReferencePageLoadsOnlyWhatWeServe() {
        var page = send(request("/docs"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("script-src 'self';")
                .contains("default-src 'none'");
        assertThat(page.body()).doesNotContain("<script>").doesNotContain("http");
        var loaded = LOADED.matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(loaded).contains("/docs/reference.js", "/webjars/swagger-ui/swagger-ui-bundle.js", "/openapi.json");
        assertThat(loaded).allSatisfy(path -> {
            var answer = send(request(path));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isNotBlank();
        });
        assertThat(header(send(request("/")), "Content-Security-Policy")).doesNotContain("script-src");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/api-docs", "/swagger-ui.html", "/swagger-ui/index.html"})
    void thereIsOneWayOnly(String path) {
        assertThat(send(request(path)).statusCode()).isEqualTo(404);
    }

    private static boolean isDescribed(HandlerMethod endpoint) {
        return endpoint.getBeanType().getName().startsWith("io.laurel.ingress.")
                && !endpoint.getBeanType().isAnnotationPresent(Hidden.class);
    }

    private static Set<String> schemes(JsonNode operation) {
        var schemes = new TreeSet<String>();
        assertThat(operation.path("security").isArray()).as("says who may").isTrue();
        operation.path("security").forEach(either -> schemes.addAll(either.propertyNames()));
        return schemes;
    }

    private static Set<String> schemes(Audience audience) {
        return new TreeSet<>(
                switch (audience) {
                    case ANYONE -> List.of();
                    case API_KEY -> List.of("apiKey", "scopedKey");
                    case PORTAL -> List.of("portalSession", "scopedKey");
                    case PERSON, SETTINGS -> List.of("portalSession");
                    case SIGNED_IN, VIEWER, ISSUER, ADMIN, OWNER, PLATFORM_ADMINISTRATOR ->
                        List.of("cookie", "session");
                });
    }

    /** By method and path. */
    static Map<String, JsonNode> operations(JsonNode document) {
        var operations = new TreeMap<String, JsonNode>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
        return operations;
    }
}
