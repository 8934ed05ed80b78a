package io.laurel.verifier.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.ShortId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialTest {

    private static final Instant EXPIRY = Instant.parse("2026-02-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "john@example.com, j***@example.com",
        "j@example.com, j***@example.com",
        "'\"a@b\"@example.com', '\"***@example.com'",
        "𝒳yz@example.com, 𝒳***@example.com"
    })
    void anAddressIsMasked(String email, String masked) {
        assertThat(ofEmail(email).maskedEmail()).isEqualTo(masked);
    }

    @Test
    void aCredentialExpiresAtItsVeryMoment() {
        var credential = ofEmail("john@example.com");

        assertThat(credential.statusAt(EXPIRY.minusMillis(1))).isEqualTo(Status.PENDING);
        assertThat(credential.statusAt(EXPIRY)).isEqualTo(Status.EXPIRED);
    }

    @Test
    void aCredentialNeverPrintsWhoseItIs() {
        assertThat(ofEmail("john@example.com")).hasToString("Credential[CRD-AAAAAAAA]");
    }

    private static Credential ofEmail(String email) {
        return new Credential(
                new CredentialId(UUID.randomUUID()),
                new ShortId("CRD-AAAAAAAA"),
                new BadgeId(UUID.randomUUID()),
                "John",
                email,
                true,
                null,
                EXPIRY.minusSeconds(100),
                EXPIRY,
                null,
                null,
                null,
                null,
                "{}");
    }
}
