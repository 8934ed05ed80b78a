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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** What an endpoint's code says of its operation: to whom it is allowed, what it takes, that it can fail. */
final class OperationRules implements GlobalOperationCustomizer {

    private static final Set<RequestMethod> CHANGES =
            Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

    private final Chapters chapters;

    OperationRules(Chapters chapters) {
        this.chapters = chapters;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        var rule = Objects.requireNonNull(endpoint.getMethodAnnotation(AllowedTo.class));
        var audience = rule.value();
        operation.setTags(List.of(chapters.of(endpoint.getBeanType())));
        operation.setOperationId(endpoint.getBeanType().getSimpleName().replace("Controller", "") + "_"
                + endpoint.getMethod().getName());
        operation.setSummary(words(endpoint.getMethod().getName()));
        operation.setDescription(who(rule));
        operation.setSecurity(security(rule));
        body(operation, endpoint);
        answers(operation, endpoint, audience);
        return operation;
    }

    private static String words(String name) {
        var words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String who(AllowedTo rule) {
        return switch (rule.value()) {
            case ANYONE -> "Open to anyone.";
            case SIGNED_IN -> "For anyone who is signed in, about themselves.";
            case API_KEY ->
                "For programs with an API key that has the scope `" + rule.scope()[0] + "`, within its organization.";
            case VIEWER -> "For all members of the organization: Viewer, Issuer, Admin, Owner.";
            case ISSUER -> "For members of the organization who are Issuer, Admin or Owner.";
            case ADMIN -> "For members of the organization who are Admin or Owner.";
            case OWNER -> "For Owners of the organization.";
            case PLATFORM_ADMINISTRATOR -> "For the platform's administrators.";
            case PORTAL ->
                "For people who are signed in to the portal of their district, as far as their roles allow, and for programs"
                        + " with an API key that has the scope `" + rule.scope()[0] + "`.";
            case PERSON -> "For people who are signed in to the portal, about themselves.";
            case SETTINGS ->
                "For people who are signed in to the portal and whose roles include the district's settings.";
        };
    }

    private static List<SecurityRequirement> security(AllowedTo rule) {
        return switch (rule.value()) {
            case ANYONE -> List.of();
            case API_KEY -> List.of(key(OpenApiDocument.API_KEY, rule), key(OpenApiDocument.SCOPED_KEY, rule));
            case PORTAL ->
                List.of(
                        new SecurityRequirement().addList(OpenApiDocument.PORTAL_SESSION),
                        key(OpenApiDocument.SCOPED_KEY, rule));
            case PERSON, SETTINGS -> List.of(new SecurityRequirement().addList(OpenApiDocument.PORTAL_SESSION));
            case SIGNED_IN, VIEWER, ISSUER, ADMIN, OWNER, PLATFORM_ADMINISTRATOR ->
                List.of(
                        new SecurityRequirement().addList(OpenApiDocument.SESSION),
                        new SecurityRequirement().addList(OpenApiDocument.COOKIE));
        };
    }

    /** OpenAPI 3.1 lets every scheme say what its bearer must have. */
    private static SecurityRequirement key(String scheme, AllowedTo rule) {
        return new SecurityRequirement().addList(scheme, rule.scope()[0].toString());
    }

    /** Uploads are read by hand, as streams: only what they consume is declared. */
    private static void body(Operation operation, HandlerMethod endpoint) {
        var consumed = mapping(endpoint).consumes();
        if (consumed.length == 0) {
            return;
        }
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody().content(new Content()));
        }
        var content = operation.getRequestBody().getContent();
        for (var type : consumed) {
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
        if (isPage && changes(endpoint)) {
            form(operation);
        }
        operation.getResponses().values().forEach(answer -> {
            var undeclared =
                    answer.getContent() == null ? null : answer.getContent().remove("*/*");
            if (undeclared != null) {
                answer.getContent().addMediaType(isPage ? "text/html" : "application/json", undeclared);
            }
            if (answer.getContent() != null) {
                answer.getContent().forEach((contentType, media) -> {
                    if (contentType.startsWith("text/")) {
                        media.setSchema(OpenApiDocument.of("string"));
                    }
                });
            }
        });
        failures(endpoint, audience, type.resolve() == Page.class, isPage, operation.getRequestBody() != null)
                .forEach(
                        status -> operation.getResponses().addApiResponse(Integer.toString(status), new ApiResponse()));
    }

    /** What a page's form sends comes in the body. */
    private static void form(Operation operation) {
        var fields = OpenApiDocument.of("object");
        fields.addProperty("_csrf", OpenApiDocument.of("string").description("As the form had it."));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(each -> fields.addProperty(each.getName(), each.getSchema()));
        }
        operation.setRequestBody(new RequestBody()
                .content(new Content()
                        .addMediaType("application/x-www-form-urlencoded", new MediaType().schema(fields))));
        operation.setParameters(null);
    }

    /** The statuses that follow from how an endpoint is declared; its own reasons to refuse are said in words. */
    private static Set<Integer> failures(
            HandlerMethod endpoint, Audience audience, boolean isList, boolean isPage, boolean hasBody) {
        var path = mapping(endpoint).path()[0];
        var statuses = new TreeSet<>(Set.of(429, 500, 503));
        // A token that is no longer valid is refused also where none is needed, but not where one is asked for.
        if (audience != Audience.ANYONE || !path.startsWith("/api/auth/")) {
            statuses.add(401);
        }
        if (audience == Audience.PORTAL || audience == Audience.SETTINGS) {
            statuses.add(402);
        }
        if (isForSome(audience) || changes(endpoint)) {
            statuses.add(403);
        }
        if (path.contains("{")) {
            statuses.add(404);
        }
        if (hasBody) {
            statuses.add(413);
        }
        if (!isPage
                && (isList
                        || hasBody
                        || Arrays.stream(endpoint.getMethodParameters()).anyMatch(OperationRules::isChecked))) {
            statuses.add(400);
        }
        if (!isPage
                && hasBody
                && Arrays.stream(endpoint.getMethodParameters()).noneMatch(OperationRules::takesAnyType)) {
            statuses.add(415);
        }
        return statuses;
    }

    private static RequestMapping mapping(HandlerMethod endpoint) {
        return Objects.requireNonNull(
                AnnotatedElementUtils.findMergedAnnotation(endpoint.getMethod(), RequestMapping.class));
    }

    private static boolean changes(HandlerMethod endpoint) {
        return CHANGES.containsAll(List.of(mapping(endpoint).method()));
    }

    private static boolean isForSome(Audience audience) {
        return switch (audience) {
            case ANYONE, SIGNED_IN, VIEWER -> false;
            case API_KEY, ISSUER, ADMIN, OWNER, PLATFORM_ADMINISTRATOR, PORTAL, PERSON, SETTINGS -> true;
        };
    }

    /** Whether there is something about it to refuse. */
    private static boolean isChecked(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestParam.class)
                || parameter.hasParameterAnnotation(RequestHeader.class)
                || (parameter.hasParameterAnnotation(PathVariable.class)
                        && parameter.getParameterType() != String.class);
    }

    private static boolean takesAnyType(MethodParameter parameter) {
        return parameter.getParameterType() == byte[].class;
    }

    private static QueryParameter number(String name, String meaning, int otherwise) {
        var schema = OpenApiDocument.of("integer").minimum(BigDecimal.ZERO);
        schema.setDefault(otherwise);
        var parameter = new QueryParameter();
        parameter.name(name).description(meaning).schema(schema);
        return parameter;
    }
}
