package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailboxIT {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Mailbox mailbox;
    private int httpPort;

    @BeforeEach
    void open() throws IOException {
        try (var socket = new ServerSocket(0)) {
            httpPort = socket.getLocalPort();
        }
        mailbox = Mailbox.start(folder, 0, httpPort, () -> NOON);
    }

    @AfterEach
    void close() throws IOException {
        mailbox.close();
    }

    @Test
    void aMailIsReadAsItWasWritten() throws Exception {
        send("ada@example.com", "Zoë, you’ve earned “Łaurel” 🌿", "plain – text", "<p>rich – text</p>");

        var mail = json("/").get(0);

        assertThat(mail.get("to").asString()).isEqualTo("ada@example.com");
        assertThat(mail.get("from").asString()).isEqualTo("Laurel <laurel@example.com>");
        assertThat(mail.get("subject").asString()).isEqualTo("Zoë, you’ve earned “Łaurel” 🌿");
        assertThat(mail.get("text").asString()).isEqualTo("plain – text");
        assertThat(mail.get("html").asString()).isEqualTo("<p>rich – text</p>");
        assertThat(mail.get("receivedAt").asString()).isEqualTo("2026-11-22T12:00:00.000Z");
    }

    @Test
    void mailsComeNewestFirstAndCanBeChosen() throws Exception {
        for (int i = 1; i <= 5; i++) {
            send(i % 2 == 0 ? "even@example.com" : "odd@example.com", "mail " + i, "text", "<p>html</p>");
        }

        assertThat(json("/"))
                .extracting(mail -> mail.get("subject").asString())
                .containsExactly("mail 5", "mail 4", "mail 3", "mail 2", "mail 1");
        assertThat(json("/?to=Even@example.com")).hasSize(2);
        assertThat(json("/?limit=2&offset=1"))
                .extracting(mail -> mail.get("subject").asString())
                .containsExactly("mail 4", "mail 3");
        assertThat(get("/?limit=x", "*/*").statusCode()).isEqualTo(400);
    }

    @Test
    void aBrowserGetsPagesAndAMailsOwnPageRunsNothing() throws Exception {
        send("ada@example.com", "<b>bold</b>", "text", "<script>alert(1)</script>");

        assertThat(get("/", "text/html,*/*;q=0.8").body())
                .contains("&lt;b&gt;bold")
                .doesNotContain("<b>bold");
        assertThat(get("/mails/1", "text/html").body()).contains("sandbox=");
        assertThat(get("/mails/1/html", "text/html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("sandbox", "script-src 'none'"));
        assertThat(get("/mails/2", "text/html").statusCode()).isEqualTo(404);
    }

    @Test
    void itCanBeEmptied() throws Exception {
        send("ada@example.com", "x", "text", "<p>html</p>");

        var deleted = client.send(
                HttpRequest.newBuilder(uri("/"))
                        .method("DELETE", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(json("/")).isEmpty();
    }

    private void send(String to, String subject, String text, String html) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("Laurel <laurel@example.com>"));
        message.setRecipient(RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, UTF_8.name());
        var plain = new MimeBodyPart();
        plain.setText(text, UTF_8.name());
        var rich = new MimeBodyPart();
        rich.setText(html, UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message);
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return new JsonMapper().readTree(get(path, "*/*").body());
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + httpPort + path);
    }
}
