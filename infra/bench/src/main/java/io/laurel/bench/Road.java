package io.laurel.bench;

import io.laurel.localstack.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark asks of a running stack, as its users do. */
final class Road {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningStack stack;

    Road(RunningStack stack) {
        this.stack = stack;
    }

    /** How long one credential took from request to answer, in nanoseconds. */
    long issueOne(String purpose) {
        var email = "single-%s-%d@example.com".formatted(purpose, System.nanoTime());
        var body = "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Single Request\",\"email\":\"%s\"}}"
                .formatted(stack.get("LAUREL_BADGE_ID"), email);
        long start = System.nanoTime();
        try {
            var response = send(api("/api/v1/credentials")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build());
            if (response.statusCode() != 201 && response.statusCode() != 202) {
                throw new IllegalStateException(
                        "a single request was answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - start;
    }

    String submit(String purpose, int count) throws IOException, InterruptedException {
        var file = Files.createTempFile("laurel-cohort-", ".csv");
        Files.write(
                file,
                () -> IntStream.rangeClosed(0, count)
                        .<CharSequence>mapToObj(n ->
                                n == 0 ? "name,email" : "Ödön Müller %d,%s-%d@example.com".formatted(n, purpose, n))
                        .iterator(),
                StandardCharsets.UTF_8);
        var response = send(api("/api/v1/credentials/bulk?badgeId=" + stack.get("LAUREL_BADGE_ID"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofFile(file))
                .build());
        Files.delete(file);
        if (response.statusCode() != 202) {
            throw new IllegalStateException(
                    "the cohort was answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).get("id").asString();
    }

    JsonNode await(String job) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            var answer =
                    JSON.readTree(send(api("/api/v1/bulk-jobs/" + job).build()).body());
            var status = answer.get("status").asString();
            if (status.equals("completed")) {
                return answer;
            }
            if (status.equals("failed")) {
                throw new IllegalStateException(answer.toString());
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the cohort did not end within " + LONGEST);
    }

    void awaitMails(long count) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LONGEST);
        while (mails() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("only %,d of %,d mails arrived".formatted(mails(), count));
            }
            Thread.sleep(100);
        }
    }

    long mails() throws IOException, InterruptedException {
        var response = send(HttpRequest.newBuilder(URI.create(stack.get("LAUREL_MAILBOX_URL") + "/?limit=1"))
                .build());
        return response.headers().firstValueAsLong("X-Total-Count").orElseThrow();
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(stack.get("LAUREL_BASE_URL") + path))
                .header("Authorization", "Bearer " + stack.get("LAUREL_API_KEY"));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    /** The metrics of a service, a line each. */
    Stream<String> metrics(String service) throws IOException, InterruptedException {
        var address = "http://localhost:%d/actuator/prometheus".formatted(stack.port(service));
        return send(HttpRequest.newBuilder(URI.create(address)).build()).body().lines();
    }
}
