package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A multipart form as a client writes it. */
final class Form {

    static final String TYPE = "multipart/form-data; boundary=a-line-between";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form field(String name, String value) {
        return part(name, null, "text/plain; charset=utf-8", value.getBytes(UTF_8));
    }

    /** A file; what it claims to be is up to the test. */
    Form file(String name, String fileName, String type, byte[] content) {
        return part(name, fileName, type, content);
    }

    private Form part(String name, @Nullable String fileName, String type, byte[] content) {
        String file = fileName == null ? "" : "; filename=\"" + fileName + "\"";
        String disposition = "form-data; name=\"" + name + "\"" + file;
        body.writeBytes("--a-line-between\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n"
                .formatted(disposition, type)
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    HttpRequest.BodyPublisher publisher() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes("--a-line-between--\r\n".getBytes(UTF_8));
        return HttpRequest.BodyPublishers.ofByteArray(whole.toByteArray());
    }
}
