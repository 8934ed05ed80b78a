package io.laurel.openbadges.baking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.PngChunks.Chunk;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BakingTest {

    private static final byte[] CREDENTIAL = "{\"name\":\"Flüsse 😀\"}".getBytes(StandardCharsets.UTF_8);
    private static final String KEYWORD = "openbadgecredential";

    static List<byte[]> images() throws IOException {
        return List.of(
                Pngs.of(BufferedImage.TYPE_INT_ARGB, false),
                Pngs.of(BufferedImage.TYPE_INT_RGB, true),
                Pngs.of(BufferedImage.TYPE_BYTE_INDEXED, false),
                Pngs.of(BufferedImage.TYPE_BYTE_INDEXED, true),
                Pngs.of(BufferedImage.TYPE_BYTE_BINARY, true),
                Pngs.of(BufferedImage.TYPE_USHORT_GRAY, false),
                Pngs.withExtraChunks(Pngs.of(BufferedImage.TYPE_USHORT_GRAY, true)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void whatIsBakedInComesOutAgain(byte[] png) {
        byte[] baked = BakingPlate.of(png).bake(CREDENTIAL);

        assertThat(Unbaker.extract(baked))
                .hasValueSatisfying(text -> assertThat(text).isEqualTo(CREDENTIAL));
        assertThat(Unbaker.extract(png)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyOtherChunkStaysByteForByte(byte[] png) {
        byte[] baked = BakingPlate.of(png).bake(CREDENTIAL);
        List<Chunk> chunks = PngChunks.read(baked);
        Chunk credential = chunks.stream()
                .filter(chunk -> CredentialChunk.isOne(baked, chunk))
                .findFirst()
                .orElseThrow();
        var others = new ByteArrayOutputStream();
        others.write(baked, 0, credential.start());
        others.write(baked, credential.end(), baked.length - credential.end());

        assertThat(others.toByteArray()).isEqualTo(png);
        assertThat(chunks.get(chunks.indexOf(credential) + 1).type()).isEqualTo("IDAT");
        assertThat(baked[credential.content() + KEYWORD.length() + 1])
                .as("uncompressed")
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("images")
    void thePictureIsStillThePicture(byte[] png) throws IOException {
        BufferedImage before = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage after =
                ImageIO.read(new ByteArrayInputStream(BakingPlate.of(png).bake(CREDENTIAL)));

        assertThat(after.getRGB(0, 0, 20, 20, null, 0, 20)).isEqualTo(before.getRGB(0, 0, 20, 20, null, 0, 20));
    }

    @Test
    void anOlderCredentialIsReplaced() throws IOException {
        byte[] png = images().getLast();
        byte[] once = BakingPlate.of(png).bake("{\"old\":true}".getBytes(StandardCharsets.UTF_8));
        byte[] late =
                Pngs.beforeEnd(once, Pngs.chunk("iTXt", (KEYWORD + "\0\0\0\0\0late").getBytes(StandardCharsets.UTF_8)));

        assertThat(BakingPlate.of(late).bake(CREDENTIAL))
                .isEqualTo(BakingPlate.of(png).bake(CREDENTIAL));
    }

    /** A text chunk of another kind is another's, whatever its keyword (Open Badges 3.0, §5.3.1.1 knows iTXt only). */
    @Test
    void otherTextsWithTheKeywordAreKept() throws IOException {
        byte[] png = Pngs.beforeEnd(
                images().getFirst(), Pngs.chunk("tEXt", (KEYWORD + "\0old").getBytes(StandardCharsets.UTF_8)));

        assertThat(BakingPlate.of(png).tail()).endsWith(Arrays.copyOfRange(png, png.length - 40, png.length));
        assertThat(Unbaker.extract(png)).isEmpty();
    }

    @Test
    void aStaleCompressedCredentialIsReplaced() throws IOException {
        byte[] png = images().getFirst();
        byte[] stale = Pngs.beforeEnd(Pngs.beforeEnd(png, compressed(CREDENTIAL)), compressed(new byte[] {'x'}));

        assertThat(BakingPlate.of(stale).bake(CREDENTIAL))
                .isEqualTo(BakingPlate.of(png).bake(CREDENTIAL));
    }

    @Test
    void aJwtCanBeBakedIn() throws IOException {
        byte[] jwt = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl".getBytes(StandardCharsets.US_ASCII);

        assertThat(Unbaker.extract(BakingPlate.of(images().getFirst()).bake(jwt)))
                .hasValue(jwt);
    }

    @Test
    void aPlateCanBeKeptInItsHalves() throws IOException {
        BakingPlate plate = BakingPlate.of(images().getFirst());

        assertThat(new BakingPlate(plate.head(), plate.tail()).bake(CREDENTIAL)).isEqualTo(plate.bake(CREDENTIAL));
    }

    @Test
    void aCompressedChunkIsRead() throws IOException {
        byte[] png = Pngs.beforeEnd(images().getFirst(), compressed(CREDENTIAL));

        assertThat(Unbaker.extract(png))
                .hasValueSatisfying(text -> assertThat(text).isEqualTo(CREDENTIAL));
    }

    @Test
    void aCompressedChunkThatBurstsIsRefused() throws IOException {
        byte[] bomb = Pngs.beforeEnd(images().getFirst(), compressed(new byte[CredentialChunk.MOST_BYTES + 1]));

        assertThat(bomb).hasSizeLessThan(10_000);
        assertThatThrownBy(() -> Unbaker.extract(bomb)).isInstanceOf(BakingException.class);
    }

    @Test
    void twoCredentialsAreRefused() throws IOException {
        byte[] baked = BakingPlate.of(images().getFirst()).bake(CREDENTIAL);
        byte[] twice = Pngs.beforeEnd(baked, compressed(CREDENTIAL));

        assertThatThrownBy(() -> Unbaker.extract(twice)).isInstanceOf(BakingException.class);
    }

    @Test
    void aPictureTooLargeToReadIsRefusedByItsHeader() throws IOException {
        byte[] huge = images().getFirst();
        Arrays.fill(huge, 16, 19, (byte) 0x7f);
        byte[] header = Arrays.copyOfRange(huge, 16, 29);
        System.arraycopy(Pngs.chunk("IHDR", header), 0, huge, 8, 25);

        assertThatThrownBy(() -> BakingPlate.of(huge)).isInstanceOf(BakingException.class);
    }

    @Test
    void everyCutOffImageIsRefused() throws IOException {
        byte[] baked = BakingPlate.of(images().getFirst()).bake(CREDENTIAL);
        for (int length = 0; length < baked.length; length++) {
            byte[] cut = Arrays.copyOf(baked, length);
            assertThatThrownBy(() -> BakingPlate.of(cut)).isInstanceOf(BakingException.class);
            assertThatThrownBy(() -> Unbaker.extract(cut)).isInstanceOf(BakingException.class);
        }
    }

    @Test
    void brokenImagesEndInOneException() throws IOException {
        Random random = new Random(20261122);
        byte[] baked = BakingPlate.of(images().getLast()).bake(CREDENTIAL);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = baked.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> BakingPlate.of(broken)).isInstanceOf(BakingException.class);
        }
    }

    @Test
    void brokenPixelsUnderRightChecksumsAreRefused() throws IOException {
        byte[] png = images().getFirst();
        Chunk pixels = PngChunks.read(png).stream()
                .filter(chunk -> chunk.is("IDAT"))
                .findFirst()
                .orElseThrow();
        byte[] noise = new byte[pixels.length()];
        new Random(1).nextBytes(noise);
        System.arraycopy(Pngs.chunk("IDAT", noise), 0, png, pixels.start(), pixels.end() - pixels.start());

        assertThatThrownBy(() -> BakingPlate.of(png)).isInstanceOf(BakingException.class);
    }

    @Test
    void whatIsNoPngIsRefused() {
        for (String text : List.of("", "GIF89a", "{}", "\u0089PNG\r\n\u001a\n")) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> BakingPlate.of(bytes)).isInstanceOf(BakingException.class);
            assertThatThrownBy(() -> Unbaker.extract(bytes)).isInstanceOf(BakingException.class);
        }
    }

    private static byte[] compressed(byte[] text) throws IOException {
        var content = new ByteArrayOutputStream();
        content.writeBytes((KEYWORD + "\0\1\0en\0Abzeichen\0").getBytes(StandardCharsets.UTF_8));
        try (var deflater = new DeflaterOutputStream(content)) {
            deflater.write(text);
        }
        return Pngs.chunk("iTXt", content.toByteArray());
    }
}
