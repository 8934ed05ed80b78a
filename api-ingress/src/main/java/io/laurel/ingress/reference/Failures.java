package io.laurel.ingress.reference;

import io.laurel.ingress.access.Dialect;
import io.laurel.web.ErrorCode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers of failure: each status is described once for programs, for people who are signed in, and for pages. */
final class Failures {

    /** How an operation is reached decides what else its errors carry. */
    private enum Way {
        KEY,
        SESSION,
        PORTAL,
        PAGE;

        static Way of(String path) {
            if (path.startsWith("/api/v1/")) {
                return KEY;
            }
            if (Dialect.of(path) == Dialect.PORTAL) {
                return PORTAL;
            }
            return path.startsWith("/api/") ? SESSION : PAGE;
        }

        String name(int status) {
            var name = OpenApiDocument.reason(status).replace(" ", "");
            return switch (this) {
                case KEY -> name + "OfKey";
                case SESSION -> name;
                case PORTAL -> name + "OfPortal";
                case PAGE -> name + "OfPage";
            };
        }
    }

    private static final Map<Integer, String> WHY = new LinkedHashMap<>();

    static {
        WHY.put(400, "The request is not valid; `details` say which field is to blame, and why.");
        WHY.put(401, "Nobody is signed in, or the API key is missing, unknown or revoked.");
        WHY.put(402, "The district's trial is over, or its subscription is not active.");
        WHY.put(403, "Who asks may not do this, or the plan does not include it.");
        WHY.put(404, "There is no such thing, or it is another organization's.");
        WHY.put(409, "The request conflicts with what is there.");
        WHY.put(413, "The body is too large.");
        WHY.put(415, "The body is of a type that is not understood here.");
        WHY.put(422, "The Idempotency-Key was used for another request, or the file holds nothing that can be read.");
        WHY.put(429, "Too many requests: of the API key, of the address, or of sign-ins from it.");
        WHY.put(500, "Something went wrong on our side; the message names the request.");
        WHY.put(503, "Something that the service needs is away. The same request can succeed later.");
    }

    private Failures() {}

    static void declare(Components components) {
        for (var way : Way.values()) {
            WHY.forEach((status, why) -> components.addResponses(way.name(status), answer(way, status, why)));
        }
    }

    private static ApiResponse answer(Way way, int status, String why) {
        var json = way == Way.PORTAL
                ? new MediaType().schema(Shapes.reference("PortalError")).example(Map.of("error", why.replace("`", "")))
                : new MediaType().schema(Shapes.reference("ErrorBody")).example(example(status, why));
        var content = new Content().addMediaType("application/json", json);
        if (way == Way.PAGE) {
            content.addMediaType("text/html", new MediaType().schema(OpenApiDocument.of("string")));
        }
        var answer = new ApiResponse().description(why).content(content);
        Headers.ofEvery(answer);
        if ((way == Way.KEY || way == Way.PORTAL) && status != 401) {
            Headers.ofKey(answer);
        }
        if (status == 429 || status == 503) {
            Headers.ofLaterTry(answer);
        }
        if (status == 409) {
            Headers.ofWhatTimeMends(answer);
        }
        return answer;
    }

    private static Map<String, Object> example(int status, String why) {
        var code = Arrays.stream(ErrorCode.values())
                .filter(each -> each.status() == status)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no error code has the status " + status));
        var example = new LinkedHashMap<String, Object>();
        example.put("error", code.name());
        example.put("message", why.replace("`", ""));
        if (status == 400) {
            example.put("message", "The request is not valid: name is missing");
            example.put("details", Map.of("name", "is missing"));
        }
        return example;
    }

    /** Each failure that an operation declares, as it is on the operation's way. */
    static void describe(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> item.readOperations()
                        .forEach(operation -> operation.getResponses().replaceAll((status, answer) -> {
                            int number = Integer.parseInt(status);
                            return number < 400
                                    ? answer
                                    : new ApiResponse()
                                            .$ref("#/components/responses/"
                                                    + Way.of(path).name(number));
                        })));
    }
}
