package io.laurel.ingress.reference;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.page.Page;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** What an endpoint's code says of its operation: to whom it is allowed, what it takes, that it can fail. */
final class OperationRules implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        var audience = Objects.requireNonNull(endpoint.getMethodAnnotation(AllowedTo.class))
                .value();
        var feature = endpoint.getBeanType().getPackageName();
        operation.setTags(List.of(feature.substring(feature.lastIndexOf('.') + 1)));
        operation.setOperationId(endpoint.getBeanType().getSimpleName().replace("Controller", "") + "_"
                + endpoint.getMethod().getName());
        operation.setSummary(words(endpoint.getMethod().getName()));
        operation.setDescription(who(audience));
        operation.setSecurity(security(audience));
        body(operation, endpoint);
        answers(operation, endpoint, audience);
        return operation;
    }

    private static String words(String name) {
        var words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String who(Audience audience) {
        return switch (audience) {
            case ANYONE -> "Open to anyone.";
            case SIGNED_IN -> "For anyone who is signed in, about themselves.";
            case API_KEY -> "For programs with an API key, within its organization.";
            case VIEWER -> "For all members of the organization: Viewer, Issuer, Admin, Owner.";
            case ISSUER -> "For members of the organization who are Issuer, Admin or Owner.";
            case ADMIN -> "For members of the organization who are Admin or Owner.";
            case OWNER -> "For Owners of the organization.";
            case PLATFORM_ADMINISTRATOR -> "For the platform's administrators.";
        };
    }

    private static List<SecurityRequirement> security(Audience audience) {
        return switch (audience) {
            case ANYONE -> List.of();
            case API_KEY -> List.of(new SecurityRequirement().addList(OpenApiDocument.API_KEY));
            case SIGNED_IN, VIEWER, ISSUER, ADMIN, OWNER, PLATFORM_ADMINISTRATOR ->
                List.of(
                        new SecurityRequirement().addList(OpenApiDocument.SESSION),
                        new SecurityRequirement().addList(OpenApiDocument.COOKIE));
        };
    }

    /** Uploads are read by hand, as streams: only what they consume is declared. */
    private static void body(Operation operation, HandlerMethod endpoint) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(endpoint.getMethod(), RequestMapping.class);
        if (mapping == null || mapping.consumes().length == 0) {
            return;
        }
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody().content(new Content()));
        }
        var content = operation.getRequestBody().getContent();
        for (var type : mapping.consumes()) {
            content.computeIfAbsent(
                    type,
                    _ -> new MediaType()
                            .schema(OpenApiDocument.of(type.startsWith("multipart/") ? "object" : "string")));
        }
    }

    private static void answers(Operation operation, HandlerMethod endpoint, Audience audience) {
        var type = ResolvableType.forMethodReturnType(endpoint.getMethod());
        if (type.resolve() == ResponseEntity.class) {
            type = type.getGeneric(0);
            if (type.resolve() == Void.class && operation.getResponses().remove("200") != null) {
                operation.getResponses().addApiResponse("204", new ApiResponse().description("Done."));
            }
        }
        if (type.resolve() == Page.class) {
            operation.addParametersItem(number("limit", "How many, from 1 to 100.", 50));
            operation.addParametersItem(number("offset", "How many to leave out first.", 0));
            operation.addParametersItem(new QueryParameter()
                    .name("cursor")
                    .description("Continues after a page: its nextCursor. Only where pages have one.")
                    .schema(OpenApiDocument.of("string")));
        }
        boolean isPage = type.resolve() == String.class;
        operation.getResponses().values().forEach(answer -> {
            var undeclared =
                    answer.getContent() == null ? null : answer.getContent().remove("*/*");
            if (undeclared != null) {
                answer.getContent().addMediaType(isPage ? "text/html" : "application/json", undeclared);
            }
        });
        if (audience != Audience.ANYONE) {
            fails(operation, "401", "403");
        }
        fails(operation, "429", "4XX", "5XX");
    }

    private static QueryParameter number(String name, String meaning, int otherwise) {
        var schema = OpenApiDocument.of("integer").minimum(BigDecimal.ZERO);
        schema.setDefault(otherwise);
        var parameter = new QueryParameter();
        parameter.name(name).description(meaning).schema(schema);
        return parameter;
    }

    private static void fails(Operation operation, String... statuses) {
        for (var status : statuses) {
            operation.getResponses().addApiResponse(status, new ApiResponse().$ref(OpenApiDocument.ERROR));
        }
    }
}
