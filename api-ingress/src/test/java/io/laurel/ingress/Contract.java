package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as it is served. Every answer that a test gets is held against it: nothing is said otherwise. */
final class Contract {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SHAPES = "https://laurel.test/shapes";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

    /** What is served beside the API: the document itself, the page that shows it, and what operators ask for. */
    private static final Pattern BESIDE = Pattern.compile("/openapi\\.json|/docs(/.*)?|/webjars/.*|/actuator/.*");

    private static @Nullable Contract served;

    private final JsonNode document;
    private final Validator validator;
    private final List<Operation> operations;
    private final Map<String, URI> schemas = new ConcurrentHashMap<>();
    private final AtomicInteger named = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    record Operation(String method, String path, Pattern pattern, JsonNode json) {

        String name() {
            return method + " " + path;
        }

        /** Whether a session of the portal opens it. */
        boolean isOfPortal() {
            return json.path("security").valueStream().anyMatch(either -> either.has("portalSession"));
        }

        boolean says(int status) {
            return json.path("responses").has(Integer.toString(status));
        }
    }

    /** The document is the same whatever is set: the first ingress that is asked anything tells it. */
    static synchronized Contract served(Supplier<HttpResponse<String>> document) {
        var known = served;
        if (known == null) {
            known = new Contract(JSON.readTree(document.get().body()));
            served = known;
        }
        return known;
    }

    private Contract(JsonNode document) {
        this.document = document;
        this.validator = new ValidatorFactory()
                .withJsonNodeFactory(new JakartaJsonNode.Factory())
                .withEvaluatorFactory(new FormatEvaluatorFactory())
                .createValidator();
        this.operations = OpenApiIT.operations(document).entrySet().stream()
                .map(named -> operation(named.getKey(), named.getValue()))
                // What is spelled out goes before what is variable.
                .sorted(Comparator.comparing(operation -> operation.path().replace('{', '~')))
                .toList();
        var shapes = JSON.createObjectNode();
        shapes.set("$defs", document.at("/components/schemas").deepCopy());
        validator.registerSchema(URI.create(SHAPES), closed(shapes).toString());
    }

    private static Operation operation(String name, JsonNode json) {
        var path = name.substring(name.indexOf(' ') + 1);
        var pattern = VARIABLE.splitAsStream(path).map(Pattern::quote).collect(Collectors.joining("[^/]+"))
                + (path.endsWith("}") ? "[^/]+" : "");
        return new Operation(name.substring(0, name.indexOf(' ')), path, Pattern.compile(pattern), json);
    }

    /** An answer has nothing that its shape does not name. */
    private static JsonNode closed(JsonNode schemas) {
        for (var node : schemas) {
            if (node.isContainer()) {
                closed(node);
            }
        }
        if (schemas instanceof ObjectNode shape && shape.has("properties") && !shape.has("additionalProperties")) {
            shape.put("additionalProperties", false);
        }
        if (schemas instanceof ObjectNode reference && reference.path("$ref").isString()) {
            reference.put(
                    "$ref", reference.get("$ref").asString().replace("#/components/schemas/", SHAPES + "#/$defs/"));
        }
        return schemas;
    }

    List<Operation> operations() {
        return operations;
    }

    /** The operations with the statuses that were answered so far, such as {@code GET /api/v1/badges 200}. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** All that the document says can be answered, written in the same way. */
    Set<String> said() {
        return operations.stream()
                .flatMap(operation -> operation.json().path("responses").propertyNames().stream()
                        .map(status -> operation.name() + " " + status))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void check(HttpRequest request, HttpResponse<?> answer) {
        var path = request.uri().getPath();
        if (BESIDE.matcher(path).matches()) {
            return;
        }
        var asked = request.method() + " " + path + " answered " + answer.statusCode();
        var there = operations.stream()
                .filter(operation -> operation.pattern().matcher(path).matches())
                .toList();
        var operation = there.stream()
                .filter(one -> one.method().equals(request.method().replace("HEAD", "GET")))
                .findFirst();
        if (operation.isEmpty()) {
            assertThat(answer.statusCode())
                    .as(asked + ", but the document has no such operation")
                    .isBetween(400, 499);
            return;
        }
        seen.add(operation.get().name() + " " + answer.statusCode());
        check(asked + " as " + operation.get().name(), operation.get(), request, answer);
    }

    private void check(String asked, Operation operation, HttpRequest request, HttpResponse<?> answer) {
        var said = resolved(operation.json().path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(said.isObject())
                .as(asked + ", which the document does not foresee: " + answer.body())
                .isTrue();
        said.path("headers").properties().forEach(header -> {
            if (resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                        .as(asked + " without the header " + header.getKey())
                        .isPresent();
            }
        });
        for (var telling : List.of("Location", "Retry-After")) {
            assertThat(answer.headers().firstValue(telling).isEmpty()
                            || said.path("headers").has(telling))
                    .as(asked + " with a header " + telling + " that the document does not name")
                    .isTrue();
        }
        if (!request.method().equals("HEAD")) {
            checkBody(asked, said, answer);
        }
    }

    /** What is read as it comes is not read here. */
    private void checkBody(String asked, JsonNode said, HttpResponse<?> answer) {
        var type = answer.headers().firstValue("Content-Type").map(Contract::bare);
        if (type.isEmpty()) {
            assertThat(answer.body()).as(asked + " without a type").isEqualTo("");
            assertThat(said.path("content").isEmpty())
                    .as(asked + " without a body, where the document has one")
                    .isTrue();
            return;
        }
        var content = content(said, type.get());
        assertThat(content)
                .as(asked + " in " + type.get() + ", which the document does not name")
                .isPresent();
        if (isJson(type.get()) && answer.body() instanceof String json) {
            checkJson(asked, content.get().path("schema"), json);
        }
    }

    /** Fails where the JSON is not as the schema has it, with what is wrong and where. */
    void checkJson(String what, JsonNode schema, String json) {
        var errors = errors(schema, json);
        if (!errors.isEmpty()) {
            fail(
                    "%s, but not as the document has it:%n%s%n%s",
                    what,
                    errors.stream()
                            .map(error -> error.getInstanceLocation() + ": " + error.getError())
                            .collect(Collectors.joining("\n")),
                    json);
        }
    }

    private List<Error> errors(JsonNode schema, String json) {
        var uri = schemas.computeIfAbsent(schema.toString(), text -> {
            var name = URI.create(SHAPES + "/" + named.getAndIncrement());
            return validator.registerSchema(name, closed(schema.deepCopy()).toString());
        });
        return validator.validate(uri, json).getErrors();
    }

    private static Optional<JsonNode> content(JsonNode said, String type) {
        return said.path("content").properties().stream()
                .filter(content -> bare(content.getKey()).equals(type))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static String bare(String type) {
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private JsonNode resolved(JsonNode node) {
        @Nullable JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asString().substring(1));
    }
}
