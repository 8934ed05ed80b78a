package io.laurel.ingress.reference;

import io.laurel.ingress.access.Dialect;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds to each operation what the words say of it, and its examples. */
final class Operations {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Words.Operation NOTHING =
            new Words.Operation(null, null, null, null, null, null, null, null, null, null, null);

    private final Map<String, Words.Operation> words;

    Operations(Words words) {
        this.words = words.operations();
    }

    /** Declares what the code does not show. Words about an operation that there is not are refused. */
    void complete(OpenAPI document) {
        var unused = new TreeSet<>(words.keySet());
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    unused.remove(method + " " + path);
                    declareVariables(path, operation);
                    complete(operation, words.getOrDefault(method + " " + path, NOTHING));
                    if (path.startsWith("/api/v1/") || Dialect.of(path) == Dialect.PORTAL) {
                        operation.getResponses().values().forEach(Headers::ofKey);
                    }
                    operation.getResponses().values().forEach(Headers::ofEvery);
                }));
        if (!unused.isEmpty()) {
            throw new IllegalStateException("operations.json describes what there is not: " + unused);
        }
    }

    /** The variable of the organization is read by the rule of the endpoint, not by the endpoint. */
    private static void declareVariables(String path, Operation operation) {
        var variables = VARIABLE.matcher(path);
        while (variables.find()) {
            var name = variables.group(1);
            var declared = operation.getParameters();
            if (declared == null || declared.stream().noneMatch(parameter -> name.equals(parameter.getName()))) {
                operation.addParametersItem(new PathParameter()
                        .name(name)
                        .schema(OpenApiDocument.of("string").format("uuid")));
            }
        }
    }

    private static void complete(Operation operation, Words.Operation said) {
        if (said.summary() != null) {
            operation.setSummary(said.summary());
        }
        if (said.query() != null) {
            said.query()
                    .forEach((name, meaning) -> operation.addParametersItem(
                            new QueryParameter().name(name).description(meaning).schema(OpenApiDocument.of("string"))));
        }
        if (said.bodies() != null) {
            said.bodies()
                    .forEach((type, schema) -> operation
                            .getRequestBody()
                            .getContent()
                            .addMediaType(type, new MediaType().schema(Shapes.parsed(schema))));
        }
        answers(operation, said);
    }

    private static void answers(Operation operation, Words.Operation said) {
        var made = operation.getResponses();
        var success = Objects.requireNonNull(made.get(made.keySet().stream()
                .filter(OpenApiDocument::isSuccess)
                .findFirst()
                .orElseThrow()));
        if (said.types() != null) {
            var content = success.getContent() == null ? new Content() : success.getContent();
            said.types()
                    .forEach(type -> content.addMediaType(
                            type,
                            new MediaType()
                                    .schema(OpenApiDocument.of(OpenApiDocument.isJson(type) ? "object" : "string"))));
            success.setContent(content);
        }
        var statuses = Objects.requireNonNullElse(said.statuses(), List.<Integer>of());
        if (said.never() != null) {
            said.never().forEach(status -> made.remove(Integer.toString(status)));
        }
        if (statuses.stream().anyMatch(status -> status < 400)) {
            made.keySet().removeIf(OpenApiDocument::isSuccess);
        }
        for (int status : statuses) {
            made.addApiResponse(Integer.toString(status), new ApiResponse());
            if (status < 400) {
                made.addApiResponse(
                        Integer.toString(status),
                        new ApiResponse()
                                .description(OpenApiDocument.reason(status))
                                .content(status == 204 || status == 303 ? null : copy(success.getContent())));
            }
        }
        made.forEach((status, answer) -> {
            if (status.equals("303")) {
                Headers.location(answer, "The page that comes next.");
            } else if (said.location() != null && OpenApiDocument.isSuccess(status) && !status.equals("200")) {
                Headers.location(answer, said.location());
            }
        });
    }

    /** Two answers of one shape have examples of their own. */
    private static @Nullable Content copy(@Nullable Content content) {
        if (content == null) {
            return null;
        }
        var copy = new Content();
        content.forEach((type, media) -> copy.addMediaType(type, new MediaType().schema(media.getSchema())));
        return copy;
    }

    /** Examples, and the fields without which a request is refused; once the shapes say what is in them. */
    void exemplify(OpenAPI document) {
        var examples = new Examples(document.getComponents());
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    var said = words.getOrDefault(method + " " + path, NOTHING);
                    if (operation.getRequestBody() != null) {
                        request(operation.getRequestBody().getContent(), said, examples);
                    }
                    operation.getResponses().forEach((status, answer) -> {
                        if (OpenApiDocument.isSuccess(status) && answer.getContent() != null) {
                            answer(answer.getContent(), status, said, examples);
                        }
                    });
                }));
    }

    private static void request(Content content, Words.Operation said, Examples examples) {
        content.forEach((type, media) -> {
            if (said.needs() != null && type.equals("application/json")) {
                media.setSchema(needing(media.getSchema(), said.needs()));
            }
            if (OpenApiDocument.isJson(type)) {
                media.setExample(said.request() == null ? examples.ofRequest(media.getSchema()) : said.request());
            }
        });
    }

    /** The same shape can be sent whole and in part: what it needs is the operation's. */
    private static Schema<?> needing(Schema<?> schema, List<String> fields) {
        var all = new Schema<>();
        all.allOf(List.of(schema, new Schema<>().required(fields)));
        return all;
    }

    private static void answer(Content content, String status, Words.Operation said, Examples examples) {
        var shown = said.shows() == null ? Set.<String>of() : Set.copyOf(said.shows());
        content.forEach((type, media) -> {
            if (OpenApiDocument.isJson(type)) {
                var own = said.answers() == null ? null : said.answers().get(status);
                media.setExample(own == null ? examples.ofAnswer(media.getSchema(), shown) : own);
            }
        });
    }
}
