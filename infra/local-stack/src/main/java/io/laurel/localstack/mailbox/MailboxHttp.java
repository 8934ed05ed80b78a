package io.laurel.localstack.mailbox;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The mailbox over HTTP: JSON for programs, pages for people. */
final class MailboxHttp extends Handler.Abstract {

    private static final Pattern MAIL = Pattern.compile("/mails/([0-9]{1,9})(/html|/source)?");

    private final MailFile mails;

    private MailboxHttp(MailFile mails) {
        this.mails = mails;
    }

    static Server start(int port, MailFile mails) {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("mailbox");
        var server = new Server(threads);
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new MailboxHttp(mails));
        LifeCycle.start(server);
        return server;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = Request.getPathInContext(request);
        var mail = MAIL.matcher(path);
        if (path.equals("/") && HttpMethod.DELETE.is(request.getMethod())) {
            mails.clear();
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
        } else if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        } else if (path.equals("/")) {
            list(request, response, callback);
        } else if (mail.matches()) {
            one(Integer.parseInt(mail.group(1)) - 1, Optional.ofNullable(mail.group(2)), request, response, callback);
        } else {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
        return true;
    }

    private void list(Request request, Response response, Callback callback) throws IOException {
        MailQuery query;
        try {
            query = MailQuery.of(Request.extractQueryParameters(request));
        } catch (IllegalArgumentException e) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400, e.getMessage());
            return;
        }
        if (wantsPage(request)) {
            page(MailboxPages.list(mails, query), response, callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Total-Count", mails.newestFirst(query.to()).count());
        MailJson.writeAll(query.select(mails), response);
        callback.succeeded();
    }

    private void one(int number, Optional<String> part, Request request, Response response, Callback callback)
            throws IOException {
        var kept = mails.read(number);
        if (kept.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        } else if (part.equals(Optional.of("/source"))) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            response.write(true, kept.get().message(), callback);
        } else if (part.equals(Optional.of("/html"))) {
            // Whatever a mail holds, it runs no script and reaches neither this page nor its address.
            response.getHeaders()
                    .put(
                            "Content-Security-Policy",
                            "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'");
            page(MailboxPages.html(kept.get().read()), response, callback);
        } else if (wantsPage(request)) {
            page(MailboxPages.one(kept.get().read()), response, callback);
        } else {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            MailJson.write(kept.get().read(), response);
            callback.succeeded();
        }
    }

    private static boolean wantsPage(Request request) {
        return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).stream()
                .findFirst()
                .map(type -> type.startsWith("text/html"))
                .orElse(false);
    }

    private static void page(String html, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        Content.Sink.write(response, true, html, callback);
    }
}
