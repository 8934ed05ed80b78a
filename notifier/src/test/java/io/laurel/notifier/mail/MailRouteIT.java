package io.laurel.notifier.mail;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** However a connection is made, it ends when the time of what is done over it is over. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailRouteIT {

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "smtps"})
    void aServerThatNeverSaysAnythingIsAway(String protocol) throws Exception {
        isAway(protocol, new Properties());
    }

    @Test
    void soIsOneThatIsReachedByTlsOfTheOperatorsOwn() throws Exception {
        var bundle = new Properties();
        bundle.put("mail.smtp.ssl.enable", "true");
        bundle.put("mail.smtp.ssl.socketFactory", SSLSocketFactory.getDefault());
        isAway("smtp", bundle);
    }

    private static void isAway(String protocol, Properties properties) throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var mail = new JavaMailSenderImpl();
            mail.setProtocol(protocol);
            mail.setHost("localhost");
            mail.setPort(silent.getLocalPort());
            mail.setJavaMailProperties(properties);
            var server = new MailServer(mail);
            var message = TestMails.composer(server, Clock.systemUTC())
                    .compose(TestMails.to("Ada", "ada@example.com", null, TestMails.badge("Go", "Academy")));

            try (var route = server.route(AT_MOST)) {
                assertThatExceptionOfType(MailServerAwayException.class).isThrownBy(() -> route.send(message));
            }
        }
    }
}
