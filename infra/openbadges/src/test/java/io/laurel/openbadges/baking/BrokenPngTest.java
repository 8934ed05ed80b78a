package io.laurel.openbadges.baking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.BakingException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that are broken on purpose: one exception each, soon, and without taking the memory. */
class BrokenPngTest {

    private static final int HEADER_END = 33;
    /** Far above what any of them takes and far below a hang: the machines that run this are slow at times. */
    private static final Duration SOON = Duration.ofSeconds(20);

    static Stream<Arguments> pictures() throws IOException {
        byte[] png = Pngs.of(BufferedImage.TYPE_INT_ARGB, false);
        byte[] header = Arrays.copyOf(png, HEADER_END);
        byte[] rest = Arrays.copyOfRange(png, HEADER_END, png.length);
        byte[] end = Pngs.chunk("IEND", new byte[0]);
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("nothing", new byte[0]);
        broken.put("only the signature", Arrays.copyOf(png, 8));
        broken.put("wrong checksum", changed(png, HEADER_END - 1, 1));
        broken.put("length beyond the file", changed(png, HEADER_END, 0x7f));
        broken.put("negative length", changed(png, HEADER_END, 0x80));
        broken.put("no width", concat(resized(png, 0, 20), rest));
        broken.put("no height", concat(resized(png, 20, 0), rest));
        broken.put("two billion pixels wide", concat(resized(png, Integer.MAX_VALUE, 20), rest));
        broken.put("negative height", concat(resized(png, 20, -1), rest));
        broken.put("more rows than pixels", concat(resized(png, 20, 4096), rest));
        broken.put("more pixels than rows", concat(resized(png, 20, 19), rest));
        broken.put("wider rows than pixels", concat(resized(png, 21, 20), rest));
        broken.put("pixels without end", concat(header, Pngs.chunk("IDAT", packed(4096)), end));
        broken.put("largest size, one byte", concat(resized(png, 4096, 4096), Pngs.chunk("IDAT", new byte[] {8}), end));
        broken.put("no palette", concat(header(png, 8, 3, 0, 0, 0), rest));
        broken.put("unknown colour type", concat(header(png, 8, 5, 0, 0, 0), rest));
        broken.put("depth of another colour type", concat(header(png, 4, 6, 0, 0, 0), rest));
        broken.put("unknown packing", concat(header(png, 8, 6, 1, 0, 0), rest));
        broken.put("unknown filters", concat(header(png, 8, 6, 0, 1, 0), rest));
        broken.put("unknown interlacing", concat(header(png, 8, 6, 0, 0, 2), rest));
        broken.put("short header", concat(Arrays.copyOf(png, 8), Pngs.chunk("IHDR", new byte[12]), rest));
        broken.put("no pixels", concat(header, end));
        broken.put("an empty IDAT", concat(header, Pngs.chunk("IDAT", new byte[0]), end));
        broken.put("pixels apart", Pngs.beforeEnd(Pngs.beforeEnd(png, Pngs.chunk("tEXt", text("a\0b"))), pixels(png)));
        broken.put("no end", Arrays.copyOf(png, png.length - 12));
        broken.put("bytes after the end", concat(png, new byte[] {0}));
        broken.put("a chunk after the end", concat(png, Pngs.chunk("tEXt", text("a\0b"))));
        broken.put("no header", concat(Arrays.copyOf(png, 8), rest));
        broken.put("two headers", concat(header, Arrays.copyOfRange(png, 8, png.length)));
        broken.put("a header at the end", Pngs.beforeEnd(png, Arrays.copyOfRange(png, 8, HEADER_END)));
        broken.put("a type that is no word", concat(header, Pngs.chunk("a\0\0b", new byte[0]), rest));
        broken.put("100,000 chunks", concat(header, repeated(Pngs.chunk("prVt", new byte[0]), 100_000), rest));
        broken.put("endless empty IDAT", concat(header, repeated(Pngs.chunk("IDAT", new byte[0]), 100_000), rest));
        broken.put("larger than 32 MB", concat(header, Pngs.chunk("prVt", new byte[33 << 20]), rest));
        return broken.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void aBrokenPictureEndsInOneException(String what, byte[] broken) {
        Assertions.assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> BakingPlate.of(broken)).as(what).isInstanceOf(BakingException.class));
    }

    @Test
    void everyFlippedByteIsNoticed() throws IOException {
        byte[] baked =
                BakingPlate.of(Pngs.of(BufferedImage.TYPE_BYTE_INDEXED, true)).bake(text("{}"));
        for (int at = 0; at < baked.length; at++) {
            byte[] broken = changed(baked, at, baked[at] ^ 0xff);
            assertThatThrownBy(() -> BakingPlate.of(broken)).isInstanceOf(BakingException.class);
            assertThatThrownBy(() -> Unbaker.extract(broken)).isInstanceOf(BakingException.class);
        }
    }

    /** What is beside the pixels is passed on unread: blowing it up is nobody's business here. */
    @ParameterizedTest
    @MethodSource("bombs")
    void aTextThatWouldFillTheMemoryStaysPacked(byte[] bomb) {
        byte[] baked = BakingPlate.of(bomb).bake(text("{}"));

        assertThat(Unbaker.extract(baked)).hasValue(text("{}"));
    }

    static Stream<byte[]> bombs() throws IOException {
        byte[] png = Pngs.of(BufferedImage.TYPE_INT_ARGB, false);
        byte[] packed = packed(4096);
        return Stream.of(
                afterHeader(png, Pngs.chunk("zTXt", concat(text("Comment\0\0"), packed))),
                afterHeader(png, Pngs.chunk("iTXt", concat(text("Comment\0\1\0\0\0"), packed))),
                afterHeader(png, Pngs.chunk("iCCP", concat(text("Profile\0\0"), packed))));
    }

    /** Zeros that deflate a thousandfold. Their checksum at the end is missing: nobody should get so far. */
    private static byte[] packed(int megabytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream stream = new DeflaterOutputStream(packed, deflater, 1 << 16, true)) {
            stream.write(new byte[1 << 20]);
            stream.flush();
            int first = packed.size();
            stream.write(new byte[1 << 20]);
            stream.flush();
            byte[] block = Arrays.copyOfRange(packed.toByteArray(), first, packed.size());
            for (int i = 2; i < megabytes; i++) {
                packed.writeBytes(block);
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] afterHeader(byte[] png, byte[] chunk) {
        return concat(Arrays.copyOf(png, HEADER_END), chunk, Arrays.copyOfRange(png, HEADER_END, png.length));
    }

    private static byte[] pixels(byte[] png) {
        return PngChunks.read(png).stream()
                .filter(chunk -> chunk.is("IDAT"))
                .findFirst()
                .map(chunk -> Arrays.copyOfRange(png, chunk.start(), chunk.end()))
                .orElseThrow();
    }

    private static byte[] resized(byte[] png, int width, int height) {
        byte[] header = Arrays.copyOfRange(png, 16, 29);
        ByteBuffer.wrap(header).putInt(width).putInt(height);
        return concat(Arrays.copyOf(png, 8), Pngs.chunk("IHDR", header));
    }

    /** The header with other last bytes: depth, colour type, packing, filters, interlacing. */
    private static byte[] header(byte[] png, int... last) {
        byte[] header = Arrays.copyOfRange(png, 16, 29);
        for (int i = 0; i < last.length; i++) {
            header[8 + i] = (byte) last[i];
        }
        return concat(Arrays.copyOf(png, 8), Pngs.chunk("IHDR", header));
    }

    private static byte[] changed(byte[] png, int at, int to) {
        byte[] changed = png.clone();
        changed[at] = (byte) to;
        return changed;
    }

    private static byte[] repeated(byte[] chunk, int times) {
        ByteBuffer all = ByteBuffer.allocate(chunk.length * times);
        for (int i = 0; i < times; i++) {
            all.put(chunk);
        }
        return all.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
