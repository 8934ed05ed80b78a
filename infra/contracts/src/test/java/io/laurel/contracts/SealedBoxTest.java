package io.laurel.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealedBoxTest {

    private static final byte[] SECRET = "whsec_s3cret".getBytes(UTF_8);

    @Test
    void onlyThePrivateKeyOpensWhatWasSealedAndOnlyUnderItsName() {
        var keys = SealedBox.newKeyPair();
        var box = SealedBox.seal(SECRET, SealedBox.publicKey(keys.getPublic().getEncoded()), "a");

        assertThat(SealedBox.open(box, SealedBox.privateKey(keys.getPrivate().getEncoded()), "a"))
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> SealedBox.open(box, keys.getPrivate(), "b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SealedBox.open(box, SealedBox.newKeyPair().getPrivate(), "a"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(new String(box, UTF_8)).doesNotContain("s3cret");
    }

    @Test
    void everyByteOfABoxCounts() {
        var keys = SealedBox.newKeyPair();
        var box = SealedBox.seal(SECRET, keys.getPublic(), "a");
        for (int n = 0; n < box.length; n++) {
            var changed = box.clone();
            // The lowest bit; the highest of an X25519 key says nothing (RFC 7748, section 5).
            changed[n] ^= 1;
            assertThatThrownBy(() -> SealedBox.open(changed, keys.getPrivate(), "a"))
                    .as("byte %d", n)
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> SealedBox.open(new byte[3], keys.getPrivate(), "a"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneSecretIsNeverSealedAlikeTwice() {
        var keys = SealedBox.newKeyPair();

        assertThat(SealedBox.seal(SECRET, keys.getPublic(), "a"))
                .isNotEqualTo(SealedBox.seal(SECRET, keys.getPublic(), "a"));
    }
}
