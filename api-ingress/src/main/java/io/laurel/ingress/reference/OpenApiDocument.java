package io.laurel.ingress.reference;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.web.ErrorCode;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;

/** What of the document is said once: the ways to say who asks, the shape of errors. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    static final String API_KEY = "apiKey";
    static final String SCOPED_KEY = "scopedKey";
    static final String SESSION = "session";
    static final String PORTAL_SESSION = "portalSession";
    static final String COOKIE = "cookie";

    private static final String ABOUT = """
            Issue, revoke and look up Open Badges 3.0 credentials, and run the organization that does. \
            Programs use `/api/v1` with an API key; people who are signed in use `/api/organizations/{orgId}`. \
            What belongs to another organization does not exist: 404.""";

    OpenApiDocument() {
        // Who asks is known by the Authorization header; no parameter says it.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Account.class, CsrfToken.class);
    }

    @Bean
    OpenAPI frame() {
        return new OpenAPI()
                .info(new Info().title("Laurel").version("1").description(ABOUT))
                // Wherever the document was read from, whatever name the request gave us.
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(API_KEY, bearer("crd_live_…", "An API key of an organization."))
                        .addSecuritySchemes(
                                SCOPED_KEY, bearer("ck_…", "An API key with the scopes that it was made with."))
                        .addSecuritySchemes(
                                PORTAL_SESSION, bearer("ps_…", "The token of `POST /api/auth/verify`, for 30 days."))
                        .addSecuritySchemes(
                                SESSION, bearer("JWT", "The accessToken of `POST /api/auth/login`, for 15 minutes."))
                        .addSecuritySchemes(
                                COOKIE,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("laurel_session")
                                        .description("A browser's session. What changes something also carries the"
                                                + " header X-XSRF-TOKEN with the value of the cookie XSRF-TOKEN.")));
    }

    private static SecurityScheme bearer(String format, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat(format)
                .description(description);
    }

    @Bean
    ShapeNames shapeNames() {
        return new ShapeNames();
    }

    /** The first of the converters ends up below all that adorn what it makes. */
    @Bean
    @Order(0)
    ModelResolver shapes(ObjectMapperProvider mappers, ShapeNames names) {
        return new ModelResolver(mappers.jsonMapper(), names).openapi31(true);
    }

    @Bean
    Words words() {
        return Words.read();
    }

    @Bean
    GlobalOperationCustomizer rules(Words words) {
        return new OperationRules(new Chapters(words.tags()));
    }

    @Bean
    GlobalOpenApiCustomizer whole(Words words, ShapeNames names) {
        var operations = new Operations(words);
        var shapes = new Shapes(names, words);
        var chapters = new Chapters(words.tags());
        return document -> {
            var components = document.getComponents();
            components.addSchemas("ErrorBody", errorBody());
            components.addSchemas("PortalError", portalError());
            Headers.declare(components);
            Failures.declare(components);
            chapters.declare(document);
            operations.complete(document);
            shapes.complete(document);
            operations.exemplify(document);
            Failures.describe(document);
        };
    }

    private static Schema<?> errorBody() {
        var codes = new Schema<String>();
        codes.addType("string");
        codes.setEnum(Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList());
        var body = new Schema<>();
        body.addType("object");
        body.addProperty("error", codes);
        body.addProperty("message", of("string").description("One sentence for a person."));
        body.addProperty(
                "details",
                of("object")
                        .additionalProperties(of("string"))
                        .description("Why, by field; left out where no field is to blame."));
        body.setRequired(List.of("error", "message"));
        return body;
    }

    private static Schema<?> portalError() {
        var body = new Schema<>();
        body.addType("object");
        body.addProperty("error", of("string").description("One sentence for a person."));
        Schema<?> districts = of("array").description("Where a person must say in which of theirs they want to be.");
        districts.setItems(portalDistrict());
        body.addProperty("districts", districts);
        body.setRequired(List.of("error"));
        return body;
    }

    private static Schema<?> portalDistrict() {
        Schema<?> district = of("object");
        district.addProperty("id", of("string").format("uuid"));
        district.addProperty(
                "name", of("object").additionalProperties(of("string")).description("By language."));
        district.setRequired(List.of("id", "name"));
        return district;
    }

    static Schema<?> of(String type) {
        var schema = new Schema<>();
        schema.addType(type);
        return schema;
    }

    static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    static boolean isSuccess(String status) {
        return Integer.parseInt(status) < 400;
    }

    static String reason(int status) {
        return Objects.requireNonNull(HttpStatus.resolve(status)).getReasonPhrase();
    }
}
