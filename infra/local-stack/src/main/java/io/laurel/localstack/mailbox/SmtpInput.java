package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines and messages of an SMTP connection, read in blocks. */
final class SmtpInput {

    static final int MAX_MESSAGE = 32 << 20;
    private static final int MAX_LINE = 4096;

    private final InputStream input;
    private final byte[] block = new byte[1 << 16];
    private int next;
    private int filled;
    private byte[] message = new byte[1 << 14];

    SmtpInput(InputStream input) {
        this.input = input;
    }

    /** The next line without its end; null at the end of the connection. */
    @Nullable
    String readLine() throws IOException {
        var line = new StringBuilder();
        while (true) {
            if (next == filled && !fill()) {
                return null;
            }
            int end = lineEnd();
            line.append(new String(block, next, end - next, UTF_8));
            next = end;
            if (line.length() > MAX_LINE) {
                throw new IOException("a command of more than " + MAX_LINE + " characters");
            }
            if (line.charAt(line.length() - 1) == '\n') {
                return line.toString().stripTrailing();
            }
        }
    }

    /**
     * Reads up to the line that is a single dot and undoes the doubling of leading dots (RFC 5321, section 4.5.2).
     *
     * @return the length of {@link #message()}, or -1 when it is too large: the connection is of no more use then
     */
    int readMessage() throws IOException {
        int length = 0;
        int lineStart = 0;
        while (true) {
            if (next == filled && !fill()) {
                throw new EOFException("the connection ended within a message");
            }
            int end = lineEnd();
            int count = end - next;
            if (length + count > message.length) {
                message = Arrays.copyOf(message, Math.max(2 * message.length, length + count));
            }
            System.arraycopy(block, next, message, length, count);
            length += count;
            next = end;
            if (message[length - 1] == '\n') {
                if (message[lineStart] == '.') {
                    if (isDotAlone(lineStart, length)) {
                        return lineStart;
                    }
                    System.arraycopy(message, lineStart + 1, message, lineStart, length - lineStart - 1);
                    length--;
                }
                lineStart = length;
            }
            if (length > MAX_MESSAGE) {
                return -1;
            }
        }
    }

    byte[] message() {
        return message;
    }

    private boolean isDotAlone(int lineStart, int length) {
        return length - lineStart == 2 || (length - lineStart == 3 && message[lineStart + 1] == '\r');
    }

    /** Just after the next line feed in the block, or the end of the block. */
    private int lineEnd() {
        for (int i = next; i < filled; i++) {
            if (block[i] == '\n') {
                return i + 1;
            }
        }
        return filled;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, input.read(block));
        return filled > 0;
    }
}
