package io.laurel.openbadges.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.openbadges.status.StatusList;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusListFuzzTest {

    static Stream<Arguments> seeds() {
        StatusList list = StatusList.of(StatusList.LEAST_ENTRIES);
        list.revoke(4711);
        byte[] zipped = Base64.getUrlDecoder().decode(list.encoded().substring(1));
        byte[] cut = zipped.clone();
        cut[zipped.length - 1] ^= 1;
        return Stream.of(zipped, cut, "uH4sI".getBytes(StandardCharsets.US_ASCII))
                .map(Arguments::of);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void aListIsReadOrRefused(byte[] zipped) {
        read("u" + Base64.getUrlEncoder().withoutPadding().encodeToString(zipped));
        read(new String(zipped, StandardCharsets.UTF_8));
    }

    private static void read(String encoded) {
        StatusList list;
        try {
            list = StatusList.parse(encoded);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(list.size()).isGreaterThanOrEqualTo(StatusList.LEAST_ENTRIES);
        list.isRevoked(list.size() - 1);
        assertThat(StatusList.parse(list.encoded())).isEqualTo(list);
    }
}
