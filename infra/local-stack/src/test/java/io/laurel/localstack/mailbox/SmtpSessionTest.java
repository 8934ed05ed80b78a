package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SmtpSessionTest {

    @Test
    void aMessageEndsAtALoneDotAndLosesTheDotsThatWereDoubled() throws IOException {
        var input = new SmtpInput(bytes("Subject: x\r\n\r\n..one\r\n...\r\nend.\r\n.\r\nQUIT\r\n"));

        int length = input.readMessage();

        assertThat(new String(input.message(), 0, length, UTF_8)).isEqualTo("Subject: x\r\n\r\n.one\r\n..\r\nend.\r\n");
        assertThat(input.readLine()).isEqualTo("QUIT");
        assertThat(input.readLine()).isNull();
    }

    /** However the network cuts it: each byte may come alone. */
    @Test
    void whatIsReadDoesNotDependOnHowItArrives() throws IOException {
        var slow = new InputStream() {
            private final InputStream all = bytes("NOOP\r\n" + "line\r\n..\r\n".repeat(10_000) + ".\r\nRSET\r\n");

            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return all.read(target, offset, Math.min(7, length));
            }
        };
        var input = new SmtpInput(slow);

        assertThat(input.readLine()).isEqualTo("NOOP");
        assertThat(input.readMessage()).isEqualTo(10_000 * "line\r\n.\r\n".length());
        assertThat(input.readLine()).isEqualTo("RSET");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
