package io.laurel.web;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** Reads what a framework threw as an error of ours. Nothing of an exception that we do not know reaches the client. */
final class ErrorReading {

    private ErrorReading() {}

    static ApiException of(Throwable thrown) {
        // A parser wraps what the stream under it threw.
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException ours) {
                return ours;
            }
        }
        return ofFramework(thrown);
    }

    private static ApiException ofFramework(Throwable thrown) {
        return switch (thrown) {
            case HttpMessageNotReadableException e -> unreadableBody(e);
            case MethodArgumentTypeMismatchException e -> ApiException.invalid(e.getName(), notA(e.getRequiredType()));
            case TypeMismatchException e ->
                ApiException.invalid(
                        Objects.requireNonNullElse(e.getPropertyName(), "value"), notA(e.getRequiredType()));
            case MissingServletRequestParameterException e -> ApiException.invalid(e.getParameterName(), "is missing");
            case MissingRequestHeaderException e -> ApiException.invalid(e.getHeaderName(), "is missing");
            case HttpMediaTypeNotAcceptableException e ->
                ApiException.invalid(HttpHeaders.ACCEPT, "must allow one of " + e.getSupportedMediaTypes());
            case HttpMediaTypeNotSupportedException e -> unsupportedType(e);
            case HttpRequestMethodNotSupportedException e ->
                withHeaders(
                        ApiException.of(
                                ErrorCode.METHOD_NOT_ALLOWED, "The method " + e.getMethod() + " is not allowed here."),
                        e.getHeaders());
            case MaxUploadSizeExceededException e -> ApiException.tooLarge("The body is too large.");
            case MultipartException e -> ApiException.validation("The multipart body cannot be read.");
            case InvalidParameterException e -> ofStatus(e.getErrorCode(), e);
            case AsyncRequestTimeoutException e -> ApiException.unavailable("The answer took too long.", e);
            case DataIntegrityViolationException e
            when isUnstorable(e) ->
                ApiException.validation("The request holds a character or a time that cannot be kept.");
            case DataAccessResourceFailureException e -> databaseAway(e);
            case TransientDataAccessException e -> databaseAway(e);
            case CannotCreateTransactionException e -> databaseAway(e);
            case ErrorResponse e -> withHeaders(ofStatus(e.getStatusCode().value(), thrown), e.getHeaders());
            default -> ofStatus(500, thrown);
        };
    }

    /** An error that only has a status: what a servlet or the server itself sent. */
    static ApiException ofStatus(int status, @Nullable Throwable cause) {
        return switch (ErrorCode.ofStatus(status)) {
            case UNAVAILABLE -> ApiException.unavailable("The service is not available at the moment.", cause);
            case ErrorCode code -> ApiException.of(code, sentenceOf(code));
        };
    }

    private static String sentenceOf(ErrorCode code) {
        return switch (code) {
            case VALIDATION_ERROR -> "The request is not valid.";
            case UNAUTHORIZED -> "Authentication is required.";
            case PAYMENT_REQUIRED -> "This needs an active subscription.";
            case FORBIDDEN -> "This is not allowed.";
            case EMAIL_NOT_VERIFIED -> "The e-mail address is not verified.";
            case EMAIL_MISMATCH -> "This belongs to another e-mail address.";
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This method is not allowed here.";
            case CONFLICT -> "The request conflicts with what is there.";
            case ALREADY_CLAIMED -> "This was claimed already.";
            case PAYLOAD_TOO_LARGE -> "The body is too large.";
            case UNSUPPORTED_MEDIA_TYPE -> "This content type is not understood here.";
            case IDEMPOTENCY_MISMATCH -> "This Idempotency-Key was used for another request.";
            case RATE_LIMITED -> "Too many requests.";
            case INTERNAL_ERROR -> "Something went wrong on our side.";
            case UNAVAILABLE -> "The service is not available at the moment.";
        };
    }

    /** PostgreSQL takes no NUL in a text and no time beyond its calendar. */
    private static boolean isUnstorable(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && ("22021".equals(cause.getSQLState()) || "22008".equals(cause.getSQLState()));
    }

    private static ApiException databaseAway(Exception e) {
        return ApiException.unavailable("The service is not available at the moment.", e);
    }

    private static ApiException unreadableBody(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case StreamReadException malformed ->
                ApiException.validation("The body is not well-formed JSON" + at(malformed) + ".");
            case JacksonException mismatch
            when !mismatch.getPath().isEmpty() ->
                ApiException.invalid(pathOf(mismatch), "has a value of the wrong kind");
            case JacksonException mismatch ->
                ApiException.validation("The body is not the JSON that is expected here.");
            case null, default -> ApiException.validation("The body is missing or cannot be read.");
        };
    }

    private static String at(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String pathOf(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
                .collect(joining("."))
                .replace(".[", "[");
    }

    private static ApiException unsupportedType(HttpMediaTypeNotSupportedException e) {
        String expected = e.getSupportedMediaTypes().isEmpty()
                ? ""
                : " Expected: "
                        + e.getSupportedMediaTypes().stream()
                                .map(Object::toString)
                                .collect(joining(", ")) + ".";
        return withHeaders(
                ApiException.of(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "This content type is not understood here." + expected),
                e.getHeaders());
    }

    private static String notA(@Nullable Class<?> type) {
        if (type == null) {
            return "has a value of the wrong kind";
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> "must be a UUID";
            case "int", "Integer", "long", "Long" -> "must be a whole number";
            case "boolean", "Boolean" -> "must be true or false";
            default -> "has a value of the wrong kind";
        };
    }

    private static ApiException withHeaders(ApiException error, HttpHeaders headers) {
        for (var header : headers.toSingleValueMap().entrySet()) {
            error = error.header(header.getKey(), String.join(", ", headers.getOrEmpty(header.getKey())));
        }
        return error;
    }
}
