package io.laurel.worker.lms.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** What an operator may say of a bucket. */
class S3PlaceTest {

    @Test
    void theSecretIsNotToldToPeople() {
        var place = new S3Place("exports", "physics", "eu-central-1", null, false, "AKIA", "very-secret");

        assertThat(place).hasToString("s3://exports/physics/");
        var credentials = place.credentials().resolveCredentials();
        assertThat(credentials.accessKeyId()).isEqualTo("AKIA");
        assertThat(credentials.secretAccessKey()).isEqualTo("very-secret");
    }

    @Test
    void whoGivesNoCredentialsHasThemLookedFor() {
        assertThat(new S3Place("exports", "", "eu-central-1", null, false, null, null).credentials())
                .isInstanceOf(DefaultCredentialsProvider.class);
    }

    @Test
    void whatLeadsNowhereIsRefusedByName() {
        assertThatThrownBy(() -> new S3Place("b", "/x", "r", null, false, null, null))
                .hasMessageContaining("s3.prefix");
        assertThatThrownBy(() -> new S3Place("b", "", "r", URI.create("store.example:9000"), true, null, null))
                .hasMessageContaining("s3.endpoint");
        assertThatThrownBy(() -> new S3Place("b", "", "r", null, false, "AKIA", null))
                .hasMessageContaining("s3.secret-access-key");
        assertThatThrownBy(() -> new S3Place("b", "", "r", null, false, null, "secret"))
                .hasMessageContaining("s3.access-key-id");
    }
}
