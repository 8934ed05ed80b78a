package io.laurel.ingress.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.contracts.PublicAddresses;
import io.laurel.web.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the verifier about a credential, as anybody would: it has the guard against look-ups to private addresses, and the rules, and
 * one of each is enough.
 */
@Component
class Verifier {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;
    private final JsonMapper json;

    /** @param service where the verifier is, when not behind the front door */
    @SuppressWarnings("MissingSummary")
    Verifier(@Value("${laurel.verifier-url:}") String service, PublicAddresses addresses, JsonMapper json) {
        this.address = URI.create(
                (service.isBlank() ? addresses.base().toString() : service) + "/api/credentials/verify-image");
        this.json = json;
    }

    /** What the file holds, if it is genuine and in force; otherwise says why not. */
    Judged judge(byte[] file) {
        var answer = ask(file);
        var body = read(answer.body());
        return switch (answer.statusCode()) {
            case 200 -> judged(body);
            case 400, 422 -> throw ApiException.validation(body.path("message").asString("It cannot be read."));
            case 413 -> throw ApiException.tooLarge(body.path("message").asString("The file is too large."));
            default -> throw away(null);
        };
    }

    private static Judged judged(JsonNode answer) {
        if (!answer.path("status").asString("").equals("valid")) {
            throw ApiException.validation(
                    "This credential is not genuine and in force, as far as can be told.", reasonsAgainst(answer));
        }
        return new Judged(
                answer.path("credential").asString(),
                answer.path("ob3Credential"),
                answer.path("verification").has("issuerActive"));
    }

    private static Map<String, String> reasonsAgainst(JsonNode answer) {
        var reasons = new LinkedHashMap<String, String>();
        answer.path("verification").propertyStream().forEach(check -> {
            if (!check.getValue().asBoolean(false)) {
                reasons.put(
                        check.getKey(), answer.at("/reasons/" + check.getKey()).asString("was not checked"));
            }
        });
        return reasons;
    }

    private HttpResponse<byte[]> ask(byte[] file) {
        var boundary = UUID.randomUUID().toString();
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(boundary, file)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static byte[] form(String boundary, byte[] file) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n")
                        .getBytes(US_ASCII));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
        return form.toByteArray();
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException notOurs) {
            throw away(notOurs);
        }
    }

    private static ApiException away(@Nullable Exception e) {
        return ApiException.unavailable(
                "The credential cannot be checked at the moment. Try again in a few seconds.", e);
    }
}
