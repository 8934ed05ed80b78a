package io.laurel.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids that follow from a name: whoever makes one again, in whatever release, makes the same. */
class CredentialIdTest {

    private static final OrganizationId DISTRICT =
            new OrganizationId(UUID.fromString("01960000-0000-7000-8000-000000000001"));
    private static final OrganizationId OTHER =
            new OrganizationId(UUID.fromString("01960000-0000-7000-8000-000000000002"));

    @Test
    void anInterviewsRequestFollowsFromItsNameAndAttempt() {
        var first = CredentialId.ofInterview(DISTRICT, "k2v7q0x4ma", 1);
        assertThat(first).isEqualTo(CredentialId.ofInterview(DISTRICT, "k2v7q0x4ma", 1));
        assertThat(first).hasToString("6782ddde-1f40-5694-9b9d-f095478d9af6");
        assertThat(first.value().version()).isEqualTo(5);
        assertThat(first)
                .isNotEqualTo(CredentialId.ofInterview(DISTRICT, "k2v7q0x4ma", 2))
                .isNotEqualTo(CredentialId.ofInterview(DISTRICT, "k2v7q0x4mb", 1))
                .isNotEqualTo(CredentialId.ofInterview(OTHER, "k2v7q0x4ma", 1));
    }

    /** A program that names its requests cleverly must not take an interview's credential away. */
    @Test
    void noIdempotencyKeyIsAnInterviewsRequest() {
        var interview = CredentialId.ofInterview(DISTRICT, "k2v7q0x4ma", 1);
        assertThat(interview)
                .isNotEqualTo(CredentialId.ofIdempotencyKey(DISTRICT, "k2v7q0x4ma/1"))
                .isNotEqualTo(CredentialId.ofIdempotencyKey(DISTRICT, "interviews/k2v7q0x4ma/1"));
    }
}
