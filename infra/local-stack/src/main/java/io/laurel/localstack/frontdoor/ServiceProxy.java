package io.laurel.localstack.frontdoor;

import io.laurel.localstack.frontdoor.Routes.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response.CompleteListener;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes a request to its service and the answer back, both as streams. */
final class ServiceProxy extends ProxyHandler.Reverse {

    static final Duration IDLE = Duration.ofMinutes(2);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 512;
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Set<Target> services;

    ServiceProxy(Map<Target, Integer> services) {
        super(request -> HttpURI.build(request.getHttpURI())
                .scheme("http")
                .host("localhost")
                .port(services.getOrDefault(target(request, services.keySet()), 0)));
        this.services = services.keySet();
        setViaHost("laurel");
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(8 * CONNECTIONS);
        // The client's own header stands; a name of the proxy's would be added to requests without one.
        client.setUserAgentField(null);
    }

    /** The services are behind this door alone, so what it says of the client replaces what the client says. */
    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request onward) {
        var requestId = requestIdOf(request);
        onward.headers(headers -> headers.remove(HttpHeader.FORWARDED)
                .put(HttpHeader.X_FORWARDED_FOR, Request.getRemoteAddr(request))
                .put(HttpHeader.X_FORWARDED_PROTO, request.isSecure() ? "https" : "http")
                .put(
                        HttpHeader.X_FORWARDED_HOST,
                        Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST))
                                .orElse("localhost"))
                .put(JsonErrors.REQUEST_ID, requestId));
        addViaHeader(request, onward);
        addForwardedHeader(request, onward);
    }

    @Override
    protected CompleteListener newServerToProxyResponseListener(
            Request request, org.eclipse.jetty.client.Request onward, Response response, Callback callback) {
        return new ProxyResponseListener(request, onward, response, callback) {
            // A service may answer before it has read the whole body: a refused upload. The answer counts.
            @Override
            public void onComplete(Result result) {
                super.onComplete(
                        result.getResponseFailure() == null
                                ? new Result(result.getRequest(), result.getResponse())
                                : result);
            }
        };
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request onward,
            org.eclipse.jetty.client.Response answer,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            // Half an answer must not look like a whole one.
            callback.failed(failure);
            return;
        }
        response.reset();
        response.getHeaders()
                .put(
                        JsonErrors.REQUEST_ID,
                        Optional.ofNullable(onward.getHeaders().get(JsonErrors.REQUEST_ID))
                                .orElseThrow());
        JsonErrors.unavailable(
                request, response, callback, target(request, services).name().toLowerCase(Locale.ROOT));
    }

    private static Target target(Request request, Set<Target> services) {
        return Routes.of(Request.getPathInContext(request), services);
    }

    private static String requestIdOf(Request request) {
        return Optional.ofNullable(request.getHeaders().get(JsonErrors.REQUEST_ID))
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
