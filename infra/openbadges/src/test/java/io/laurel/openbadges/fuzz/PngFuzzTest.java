package io.laurel.openbadges.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.Pngs;
import io.laurel.openbadges.baking.Unbaker;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PngFuzzTest {

    private static final byte[] CREDENTIAL = "{}".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> seeds() throws IOException {
        byte[] png = Pngs.of(BufferedImage.TYPE_BYTE_INDEXED, false);
        byte[] packed = Pngs.chunk("iTXt", "openbadgecredential\0\1\0en\0a\0x".getBytes(StandardCharsets.US_ASCII));
        return Stream.of(
                        png,
                        Pngs.of(BufferedImage.TYPE_INT_ARGB, true),
                        Pngs.withExtraChunks(png),
                        BakingPlate.of(png).bake(CREDENTIAL),
                        Pngs.beforeEnd(png, packed))
                .map(Arguments::of);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void aPngIsReadOrRefused(byte[] picture) {
        byte[] png = withRightChecksums(picture);
        try {
            Unbaker.extract(png);
        } catch (BakingException refused) {
            // Its one way to fail.
        }
        BakingPlate plate;
        try {
            plate = BakingPlate.of(png);
        } catch (BakingException refused) {
            return;
        }
        assertThat(Unbaker.extract(plate.bake(CREDENTIAL))).hasValue(CREDENTIAL);
    }

    /** Nobody guesses a checksum; without this no change would be looked at. */
    private static byte[] withRightChecksums(byte[] picture) {
        byte[] png = picture.clone();
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = buffer.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            byte[] content = new byte[length];
            buffer.get(at + 8, content);
            String type = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
            byte[] chunk = Pngs.chunk(type, content);
            buffer.put(at, chunk);
            at += chunk.length;
        }
        return png;
    }
}
