package io.laurel.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeySealTest {

    private static final byte[] SECRET = {1, 2, 3, 4, 5};

    private final KeySeal seal = seal((byte) 7);

    @Test
    void whatIsSealedOpensUnderItsNameAlone() {
        var sealed = seal.seal(SECRET, "key/1");
        assertThat(seal.open(sealed, "key/1")).isEqualTo(SECRET);
        assertThatThrownBy(() -> seal.open(sealed, "key/2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherKeyOpensNothing() {
        var sealed = seal.seal(SECRET, "key/1");
        assertThatThrownBy(() -> seal((byte) 8).open(sealed, "key/1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedByteIsNoticed() {
        var sealed = seal.seal(SECRET, "key/1");
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(sealed, "key/1")).isInstanceOf(IllegalStateException.class);
            sealed[i] ^= 1;
        }
    }

    @Test
    void theSameSecretIsNeverSealedAlike() {
        assertThat(seal.seal(SECRET, "key/1")).isNotEqualTo(seal.seal(SECRET, "key/1"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new KeySeal.Settings(null))
                .hasMessageContaining("laurel.worker.key-encryption-key is required");
        assertThatThrownBy(() -> new KeySeal.Settings("c2hvcnQ="))
                .hasMessageContaining("laurel.worker.key-encryption-key")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThat(new KeySeal.Settings(Base64.getEncoder().encodeToString(new byte[32])).toString())
                .doesNotContain("AAAA");
    }

    private static KeySeal seal(byte fill) {
        var key = new byte[32];
        Arrays.fill(key, fill);
        return new KeySeal(new KeySeal.Settings(Base64.getEncoder().encodeToString(key)), new SecureRandom());
    }
}
