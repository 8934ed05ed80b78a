package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection: commands, answers, mails. */
final class SmtpSession {

    private static final int MAX_RECIPIENTS = 1000;

    private final SmtpInput input;
    private final OutputStream output;
    private final MailFile mails;
    private final InstantSource clock;
    private final List<String> recipients = new ArrayList<>();
    private boolean hasSender;

    SmtpSession(InputStream input, OutputStream output, MailFile mails, InstantSource clock) {
        this.input = new SmtpInput(input);
        this.output = output;
        this.mails = mails;
        this.clock = clock;
    }

    void run() throws IOException {
        answer("220 localhost Laurel's mailbox");
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            if (!handle(line)) {
                return;
            }
        }
    }

    /** Answers one command; false ends the session. */
    private boolean handle(String line) throws IOException {
        var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> {
                reset();
                answer("250-localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE "
                        + SmtpInput.MAX_MESSAGE);
            }
            case "HELO", "RSET" -> {
                reset();
                answer("250 OK");
            }
            case "MAIL" -> {
                reset();
                hasSender = true;
                answer("250 OK");
            }
            case "RCPT" -> answer(addRecipient(line));
            case "DATA" -> {
                return receive();
            }
            case "NOOP", "VRFY" -> answer("250 OK");
            case "QUIT" -> {
                answer("221 Bye");
                return false;
            }
            default -> answer("500 Unknown command");
        }
        return true;
    }

    private String addRecipient(String line) {
        int from = line.indexOf('<');
        int to = line.indexOf('>', from + 1);
        if (!hasSender) {
            return "503 MAIL comes first";
        }
        if (from < 0 || to <= from + 1) {
            return "501 RCPT TO:<address>";
        }
        if (recipients.size() == MAX_RECIPIENTS) {
            return "452 Too many recipients";
        }
        recipients.add(line.substring(from + 1, to));
        return "250 OK";
    }

    private boolean receive() throws IOException {
        if (recipients.isEmpty()) {
            answer("503 RCPT comes first");
            return true;
        }
        answer("354 End with <CRLF>.<CRLF>");
        int length = input.readMessage();
        if (length < 0) {
            answer("552 Too large");
            return false;
        }
        answer(keep(length));
        reset();
        return true;
    }

    /** A mail that cannot be kept is the sender's again: it is told to come back later. */
    private String keep(int length) {
        try {
            for (var recipient : recipients) {
                mails.append(recipient, clock.instant(), input.message(), length);
            }
            return "250 OK";
        } catch (IOException e) {
            return "452 Cannot be kept: " + e.getMessage();
        }
    }

    private void reset() {
        recipients.clear();
        hasSender = false;
    }

    private void answer(String text) throws IOException {
        output.write((text + "\r\n").getBytes(UTF_8));
    }
}
