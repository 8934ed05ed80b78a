package io.laurel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an error in its shape, whatever the client says it accepts: as JSON, or outside {@code /api} as a page where
 * a browser asks.
 */
public final class ErrorWriter {

    static final JsonMapper JSON = JsonMapper.shared();

    private final ErrorPage page;
    private final ErrorShape shape;

    public ErrorWriter(ErrorPage page, ErrorShape shape) {
        this.page = page;
        this.shape = shape;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ApiException error) throws IOException {
        String requestId = RequestId.show(request, response);
        String message = messageOf(error, requestId);
        if (isForBrowser(request)) {
            send(
                    response,
                    error,
                    "text/html",
                    page.html(error.code().status(), message, requestId).getBytes(UTF_8));
        } else {
            var body = new ErrorBody(error.code(), message, error.details());
            send(response, error, "application/json", JSON.writeValueAsBytes(shape.of(request, body)));
        }
    }

    /** A 500 names its request, so that whoever meets it can be helped. */
    static String messageOf(ApiException error, String requestId) {
        return error.code() == ErrorCode.INTERNAL_ERROR
                ? "Something went wrong on our side. The request's id is " + requestId + "."
                : error.sentence();
    }

    private static void send(HttpServletResponse response, ApiException error, String type, byte[] body)
            throws IOException {
        response.resetBuffer();
        response.setStatus(error.code().status());
        error.headers().forEach(response::setHeader);
        response.setHeader("Content-Disposition", null);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(type);
        response.setCharacterEncoding(UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean isForBrowser(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html") && !isApi(askedPath(request));
    }

    private static String askedPath(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original
                ? original
                : request.getRequestURI();
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }
}
