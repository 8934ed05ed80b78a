package io.laurel.endtoend;

import io.laurel.localstack.RunningStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole of Laurel, started as a person starts it, and what a client does with it. */
final class Laurel {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningStack stack;

    Laurel(RunningStack stack) {
        this.stack = stack;
    }

    /** The one that most tests share. */
    static Laurel running() {
        return Shared.INSTANCE;
    }

    private static final class Shared {

        static final Laurel INSTANCE = start();

        private static Laurel start() {
            try {
                var laurel = new Laurel(RunningStack.start(Files.createTempDirectory("laurel-end-to-end-")));
                Runtime.getRuntime().addShutdownHook(new Thread(laurel::stop));
                return laurel;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String variable(String name) {
        return stack.get(name);
    }

    /** Where it keeps everything. */
    Path folder() {
        return stack.folder();
    }

    /** The database, as its owner sees it. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/laurel".formatted(stack.port("postgres")), "postgres", "postgres");
    }

    /** One number from the database, seen by its owner. */
    int count(String sql, String parameter) throws SQLException {
        return Integer.parseInt(text(sql, parameter));
    }

    /** One value from the database, seen by its owner. */
    String text(String sql, String parameter) throws SQLException {
        try (var connection = database();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var answer = query.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    ProcessHandle process(String service) throws IOException {
        return stack.process(service);
    }

    /** Issues one credential and expects that it was. */
    JsonNode issue(String badge, String name, String email) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("badgeId", badge);
        body.putObject("recipient").put("name", name).put("email", email);
        var response = send(api("/api/v1/credentials")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
        expect(201, response);
        return JSON.readTree(response.body());
    }

    /** Submits a cohort; answers the path of its job. */
    String submit(String badge, String csv) throws IOException, InterruptedException {
        var response = send(api("/api/v1/credentials/bulk?badgeId=" + badge)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv))
                .build());
        expect(202, response);
        return URI.create(response.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    /** A request as the demo organization's owner, signed in anew. */
    HttpRequest.Builder asOwner(String path) throws IOException, InterruptedException {
        return as(signIn(variable("LAUREL_OWNER_EMAIL"), variable("LAUREL_OWNER_PASSWORD")), path);
    }

    /** A token for the account. */
    String signIn(String email, String password) throws IOException, InterruptedException {
        return post(null, "/api/auth/login", Map.of("email", email, "password", password), 200)
                .get("accessToken")
                .asString();
    }

    /** A request with a token or an API key. */
    HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    JsonNode getAs(String token, String path) throws IOException, InterruptedException {
        return json(send(as(token, path).build()));
    }

    /** Posts JSON and expects the status; a null token is nobody's. */
    JsonNode post(@Nullable String token, String path, Object body, int status)
            throws IOException, InterruptedException {
        var request = token == null ? HttpRequest.newBuilder(uri(path)) : as(token, path);
        var response = send(request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
        expect(status, response);
        return JSON.readTree(response.body());
    }

    /** Posts a file as it is and expects the status. */
    JsonNode postFile(String token, String path, byte[] file, int status) throws IOException, InterruptedException {
        var response =
                send(as(token, path).POST(BodyPublishers.ofByteArray(file)).build());
        expect(status, response);
        return JSON.readTree(response.body());
    }

    /** Posts a form with a picture and expects that something was made. */
    JsonNode postForm(String token, String path, Map<String, String> fields, byte[] picture)
            throws IOException, InterruptedException {
        var form = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            form.writeBytes("--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(field.getKey(), field.getValue())
                    .getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(picture);
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        var response = send(as(token, path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
        expect(201, response);
        return JSON.readTree(response.body());
    }

    JsonNode put(String token, String path, Object body) throws IOException, InterruptedException {
        return json(send(as(token, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build()));
    }

    JsonNode patch(String token, String path, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        return json(send(as(token, path)
                .header("Content-Type", "application/json")
                .method("PATCH", body)
                .build()));
    }

    /** What a GET with a token is answered with. */
    int status(@Nullable String token, String path) throws IOException, InterruptedException {
        var request = token == null ? HttpRequest.newBuilder(uri(path)) : as(token, path);
        return send(request.build()).statusCode();
    }

    /** Asks for a new signing key; answers its id. */
    String rotateSigningKey() throws IOException, InterruptedException {
        var response = send(asOwner("/api/organizations/" + variable("LAUREL_ORG_ID") + "/signing-keys")
                .POST(BodyPublishers.noBody())
                .build());
        expect(202, response);
        return JSON.readTree(response.body()).get("id").asString();
    }

    JsonNode getAsOrganization(String path) throws IOException, InterruptedException {
        return json(send(api(path).build()));
    }

    JsonNode getAsOwner(String path) throws IOException, InterruptedException {
        return json(send(asOwner(path).build()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(uri(path)).build()));
    }

    byte[] getBytes(String path) throws IOException, InterruptedException {
        var response = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode());
        }
        return response.body();
    }

    /** The results of all rows of a cohort, page by page. */
    List<JsonNode> results(String job) throws IOException, InterruptedException {
        var rows = new ArrayList<JsonNode>();
        while (true) {
            var page = getAsOrganization("%s/results?limit=%d&offset=%d".formatted(job, PAGE, rows.size()))
                    .get("data");
            page.forEach(rows::add);
            if (page.size() < PAGE) {
                return rows;
            }
        }
    }

    /** The mails to an address, newest first. */
    JsonNode mailsTo(String email) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(
                        variable("LAUREL_MAILBOX_URL") + "/?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8)))
                .build()));
    }

    /** How many mails each address of a domain got. */
    Map<String, Integer> mailsByAddress(String domain) throws IOException, InterruptedException {
        var counts = new HashMap<String, Integer>();
        mails(domain).forEach(mail -> counts.merge(mail.get("to").asString(), 1, Integer::sum));
        return counts;
    }

    /** All mails to addresses of a domain. */
    List<JsonNode> mails(String domain) throws IOException, InterruptedException {
        var all = json(send(HttpRequest.newBuilder(URI.create(variable("LAUREL_MAILBOX_URL")))
                .build()));
        return all.valueStream()
                .filter(mail -> mail.get("to").asString().endsWith("@" + domain))
                .toList();
    }

    URI uri(String path) {
        return URI.create(variable("LAUREL_BASE_URL") + path);
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + variable("LAUREL_API_KEY"));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        expect(200, response);
        return JSON.readTree(response.body());
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError("%s answered %d instead of %d: %s"
                    .formatted(response.uri(), response.statusCode(), status, response.body()));
        }
    }

    private void stop() {
        try {
            stack.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
