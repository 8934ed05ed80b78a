package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFileIT {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    @TempDir
    Path folder;

    @Test
    void whatWasReceivedIsThereAfterARestart() throws IOException {
        try (var mails = open()) {
            append(mails, "ada@example.com", "first");
            append(mails, "Grace@example.com", "second");
        }
        try (var mails = open()) {
            append(mails, "ada@example.com", "third");

            assertThat(subjects(mails, Optional.empty())).containsExactly("third", "second", "first");
            assertThat(subjects(mails, Optional.of("grace@EXAMPLE.com"))).containsExactly("second");
            assertThat(mails.read(1).orElseThrow().receivedAt()).isEqualTo(NOON);
        }
    }

    @Test
    void aRecordThatAKillCutShortIsForgotten() throws IOException {
        try (var mails = open()) {
            append(mails, "ada@example.com", "first");
            append(mails, "ada@example.com", "second");
        }
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file()) - 3);
        }
        try (var mails = open()) {
            assertThat(subjects(mails, Optional.empty())).containsExactly("first");

            append(mails, "ada@example.com", "third");
            assertThat(subjects(mails, Optional.empty())).containsExactly("third", "first");
        }
    }

    /** After a power cut the file can have its length but not its bytes. */
    @Test
    void aLastRecordWithOtherBytesThanWereWrittenIsForgotten() throws IOException {
        try (var mails = open()) {
            append(mails, "ada@example.com", "first");
            append(mails, "ada@example.com", "second");
        }
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(UTF_8.encode("\0\0\0\0"), Files.size(file()) - 4);
        }
        try (var mails = open()) {
            assertThat(subjects(mails, Optional.empty())).containsExactly("first");
        }
    }

    @Test
    void itCanBeEmptied() throws IOException {
        try (var mails = open()) {
            append(mails, "ada@example.com", "first");
            mails.clear();
            assertThat(mails.size()).isZero();
            assertThat(mails.read(0)).isEmpty();
        }
    }

    private Path file() {
        return folder.resolve("mails");
    }

    private MailFile open() throws IOException {
        return MailFile.open(file());
    }

    private static void append(MailFile mails, String to, String subject) throws IOException {
        var message = ("Subject: " + subject + "\r\n\r\nHello\r\n").getBytes(UTF_8);
        mails.append(to, NOON, message, message.length);
    }

    private static List<String> subjects(MailFile mails, Optional<String> to) {
        return new MailQuery(to, Integer.MAX_VALUE, 0)
                .select(mails)
                .map(mail -> String.valueOf(mail.subject()))
                .toList();
    }
}
