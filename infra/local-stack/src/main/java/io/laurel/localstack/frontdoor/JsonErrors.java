package io.laurel.localstack.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.PortalPaths;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** What the front door itself has to refuse, in the shape of the errors of the API that was asked. */
final class JsonErrors implements Request.Handler {

    static final String REQUEST_ID = "X-Request-Id";

    private static final JsonMapper JSON = new JsonMapper();

    /** Called by the server for a request that reaches no service, for example an unreadable one. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        var code = status >= HttpStatus.INTERNAL_SERVER_ERROR_500 ? "INTERNAL_ERROR" : "VALIDATION_ERROR";
        write(request, response, callback, status, code, HttpStatus.getMessage(status));
        return true;
    }

    static void unavailable(Request request, Response response, Callback callback, String service) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        write(
                request,
                response,
                callback,
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "UNAVAILABLE",
                "The service '" + service + "' does not answer at the moment. Please try again.");
    }

    private static void write(
            Request request, Response response, Callback callback, int status, String code, String message) {
        var error = new LinkedHashMap<String, String>();
        if (isOfPortal(request)) {
            error.put("error", message);
        } else {
            error.put("error", code);
            error.put("message", message);
        }
        var headers = response.getHeaders();
        if (!headers.contains(REQUEST_ID)) {
            headers.put(REQUEST_ID, UUID.randomUUID().toString());
        }
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        response.setStatus(status);
        response.write(true, ByteBuffer.wrap(JSON.writeValueAsString(error).getBytes(UTF_8)), callback);
    }

    /** A request whose address the server cannot read has lost it, and is nobody's. */
    private static boolean isOfPortal(Request request) {
        var path = Request.getPathInContext(request);
        return path != null && PortalPaths.include(path);
    }
}
