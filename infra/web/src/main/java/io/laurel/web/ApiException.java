package io.laurel.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that ends as an error; thrown anywhere, written once by {@link ErrorWriter}. */
public final class ApiException extends RuntimeException {

    private final ErrorCode code;
    private final String sentence;
    private final Map<String, String> details;
    private final Map<String, String> headers;

    private ApiException(
            ErrorCode code,
            String sentence,
            Map<String, String> details,
            Map<String, String> headers,
            @Nullable Throwable cause) {
        // Expected ends of a request: nobody reads where they were thrown, and a stack trace costs more than the
        // answer.
        super(code + ": " + sentence, cause, false, false);
        this.code = code;
        this.sentence = sentence;
        this.details = details;
        this.headers = headers;
    }

    public static ApiException of(ErrorCode code, String message) {
        return new ApiException(code, message, Map.of(), Map.of(), null);
    }

    public static ApiException validation(String message) {
        return of(ErrorCode.VALIDATION_ERROR, message);
    }

    public static ApiException validation(String message, Map<String, String> details) {
        return new ApiException(ErrorCode.VALIDATION_ERROR, message, new LinkedHashMap<>(details), Map.of(), null);
    }

    /** One field is to blame. */
    public static ApiException invalid(String field, String why) {
        return validation("The request is not valid: " + field + " " + why, Map.of(field, why));
    }

    /** Several fields are to blame, each for its own reason; the first one is named in the sentence. */
    public static ApiException invalid(Map<String, String> details) {
        var first = details.entrySet().iterator().next();
        return validation(
                "The request is not valid: " + first.getKey() + " " + first.getValue()
                        + (details.size() == 1 ? "." : ", and more."),
                details);
    }

    public static ApiException unauthorized(String message) {
        return of(ErrorCode.UNAUTHORIZED, message);
    }

    public static ApiException forbidden(String message) {
        return of(ErrorCode.FORBIDDEN, message);
    }

    public static ApiException notFound(String message) {
        return of(ErrorCode.NOT_FOUND, message);
    }

    public static ApiException conflict(String message) {
        return of(ErrorCode.CONFLICT, message);
    }

    /** @param details what a program wants to know of it, by field */
    @SuppressWarnings("MissingSummary")
    public static ApiException conflict(String message, Map<String, String> details) {
        return new ApiException(ErrorCode.CONFLICT, message, new LinkedHashMap<>(details), Map.of(), null);
    }

    public static ApiException tooLarge(String message) {
        return of(ErrorCode.PAYLOAD_TOO_LARGE, message);
    }

    /** Something that we need is away; the same request can succeed later. */
    public static ApiException unavailable(String message, @Nullable Throwable cause) {
        return new ApiException(ErrorCode.UNAVAILABLE, message, Map.of(), Map.of(), cause)
                .retryAfter(Duration.ofSeconds(5));
    }

    public ApiException header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiException(code, sentence, details, more, getCause());
    }

    public ApiException retryAfter(Duration wait) {
        return header(
                "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    public ErrorCode code() {
        return code;
    }

    /** One sentence for a person. */
    public String sentence() {
        return sentence;
    }

    public Map<String, String> details() {
        return details;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
