package io.laurel.ingress.reference;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** The headers of answers, each said once. */
final class Headers {

    private Headers() {}

    static void declare(Components components) {
        components
                .addHeaders(
                        "X-Request-Id",
                        header("string", "The request's id: the one that it came with, or a new one.")
                                .required(true))
                .addHeaders("X-RateLimit-Limit", header("integer", "How many requests the key may make in a minute."))
                .addHeaders("X-RateLimit-Remaining", header("integer", "How many of them are left."))
                .addHeaders("X-RateLimit-Reset", header("integer", "When the minute ends, in Unix seconds."))
                .addHeaders(
                        "Retry-After",
                        header("integer", "How many seconds to wait before the next try.")
                                .required(true));
    }

    static void ofEvery(ApiResponse answer) {
        refer(answer, "X-Request-Id");
    }

    /** On every answer to a known API key, errors too. */
    static void ofKey(ApiResponse answer) {
        refer(answer, "X-RateLimit-Limit");
        refer(answer, "X-RateLimit-Remaining");
        refer(answer, "X-RateLimit-Reset");
    }

    static void ofLaterTry(ApiResponse answer) {
        refer(answer, "Retry-After");
    }

    static void ofWhatTimeMends(ApiResponse answer) {
        answer.addHeaderObject(
                "Retry-After", header("integer", "Where waiting helps: for how many seconds the conflict lasts."));
    }

    static void location(ApiResponse answer, String what) {
        var header = header("string", what).required(true);
        header.getSchema().setFormat("uri-reference");
        answer.addHeaderObject("Location", header);
    }

    private static void refer(ApiResponse answer, String name) {
        answer.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }

    private static Header header(String type, String description) {
        Schema<?> schema = OpenApiDocument.of(type);
        return new Header().description(description).schema(schema);
    }
}
