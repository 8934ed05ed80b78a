package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final SigningSecret SECRET = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** The example that Standard Webhooks' own libraries are tested with. */
    @Test
    void theStandardsExampleIsSignedAsItSays() {
        var headers = Signature.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "test",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(UTF_8),
                List.of(SECRET));

        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .containsEntry("X-CertDirectory-Event", "test");
    }

    /** {@code printf '%s' "$body" | openssl dgst -sha256 -hmac "$secret"}. */
    @Test
    void thePlainSignatureIsTheBodysHmacUnderTheSecretAsItWasShown() {
        var headers = Signature.headers(
                "evt_1",
                "test",
                Instant.EPOCH,
                "{\"test\": 2432232314}".getBytes(UTF_8),
                List.of(SECRET, new SigningSecret("whsec_AAAA")));

        assertThat(headers)
                .containsEntry(
                        "X-CertDirectory-Signature",
                        "80ec8a89ce3cd22133a1066caecb4d04fea7467657c8514d717ec42c38a5c94c");
        assertThat(headers)
                .hasEntrySatisfying(
                        "webhook-signature", both -> assertThat(both).matches("v1,\\S+ v1,\\S+"));
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(SECRET.toString()).doesNotContain("MfKQ9");
    }
}
