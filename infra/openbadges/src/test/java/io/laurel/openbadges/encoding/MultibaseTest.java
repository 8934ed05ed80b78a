package io.laurel.openbadges.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultibaseTest {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /** The published examples of base58btc (draft-msporny-base58, §5). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello World!|2NEpo7TZRRrLZSi2U",
                "The quick brown fox jumps over the lazy dog.|USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"
            })
    void base58IsAsPublished(String text, String base58) {
        assertThat(Multibase.base58(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo("z" + base58);
    }

    @Property
    void base58IsTheNumberInBase58(@ForAll @Size(max = 80) byte[] bytes) {
        assertThat(Multibase.base58(bytes)).isEqualTo("z" + base58(bytes));
        assertThat(Multibase.decode(Multibase.base58(bytes), 200)).isEqualTo(bytes);
    }

    @Property
    void leadingZerosStay(@ForAll @Size(max = 8) byte[] bytes) {
        byte[] padded = new byte[bytes.length + 3];
        System.arraycopy(bytes, 0, padded, 3, bytes.length);

        assertThat(Multibase.base58(padded)).isEqualTo("z111" + base58(bytes));
        assertThat(Multibase.decode(Multibase.base58(padded), 200)).isEqualTo(padded);
    }

    private static String base58(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(58));
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append('1');
        }
        return text.reverse().toString();
    }
}
