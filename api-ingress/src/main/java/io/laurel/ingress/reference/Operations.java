package io.laurel.ingress.reference;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the code cannot say of an operation, as {@code operations.json} does: a sentence, examples, other statuses. */
final class Operations {

    /**
     * @param statuses of success, where not 200
     * @param query parameters that the endpoint reads by itself, with what they mean
     */
    record Words(
            @Nullable String summary,
            @Nullable List<Integer> statuses,
            @Nullable Map<String, String> query,
            @Nullable Object request,
            @Nullable Object answer) {}

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Words> words;

    private Operations(Map<String, Words> words) {
        this.words = words;
    }

    static Operations read() {
        try (InputStream json = new ClassPathResource("operations.json", Operations.class).getInputStream()) {
            return new Operations(JsonMapper.shared().readValue(json, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new IllegalStateException("operations.json", e);
        }
    }

    /** Words about an operation that there is not are refused. */
    void describe(OpenAPI document) {
        var unused = new TreeSet<>(words.keySet());
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    declareVariables(path, operation);
                    var said = words.get(name(method, path));
                    if (said != null) {
                        unused.remove(name(method, path));
                        describe(operation, said);
                    }
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
                operation.addParametersItem(new PathParameter().name(name).schema(OpenApiDocument.of("string")));
            }
        }
    }

    private static String name(PathItem.HttpMethod method, String path) {
        return method + " " + path;
    }

    private static void describe(Operation operation, Words said) {
        if (said.summary() != null) {
            operation.setSummary(said.summary());
        }
        if (said.query() != null) {
            said.query()
                    .forEach((name, meaning) -> operation.addParametersItem(
                            new QueryParameter().name(name).description(meaning).schema(OpenApiDocument.of("string"))));
        }
        if (said.request() != null && operation.getRequestBody() != null) {
            example(operation.getRequestBody().getContent(), said.request());
        }
        var success = operation.getResponses().get("200");
        if (success != null && said.answer() != null) {
            example(success.getContent(), said.answer());
        }
        if (success != null && said.statuses() != null) {
            operation.getResponses().remove("200");
            said.statuses()
                    .forEach(status -> operation
                            .getResponses()
                            .addApiResponse(
                                    status.toString(),
                                    new ApiResponse()
                                            .description(OpenApiDocument.reason(status))
                                            .content(success.getContent())));
        }
    }

    private static void example(@Nullable Content content, Object example) {
        if (content != null) {
            content.forEach((type, media) -> {
                if (type.equals("application/json")) {
                    media.setExample(example);
                }
            });
        }
    }
}
