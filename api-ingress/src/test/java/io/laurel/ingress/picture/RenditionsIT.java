package io.laurel.ingress.picture;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.SvgPlate;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Pictures of every kind become PNGs by the real process that draws them. */
class RenditionsIT {

    private static final Color PAPER = new Color(0xf8f8f8);

    private final Renditions renditions = renditions(Duration.ofSeconds(60), 128);

    private static Renditions renditions(Duration longest, int megabytes) {
        return new Renditions(new DrawingProcess(
                new PictureSettings(DataSize.ofMegabytes(5), longest, DataSize.ofMegabytes(megabytes), 2, 100)));
    }

    @Test
    void aSmallPngStaysAsItIs() {
        byte[] png = encoded(quarters(64, 64, true), "png");
        var rendition = renditions.of(png);
        assertThat(rendition.png()).isEqualTo(png);
        assertThat(rendition.svg()).isNull();
        assertThat(rendition.address()).matches("[0-9a-f]{64}");
    }

    @Test
    void aLargePngIsMadeSmallerAndStaysTransparent() {
        var image = decoded(renditions.of(encoded(quarters(5000, 2500, true), "png")));
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(600);
        assertQuarters(image, true);
    }

    @Test
    void aJpegIsRead() {
        var image = decoded(renditions.of(encoded(quarters(160, 80, false), "jpg")));
        assertThat(image.getWidth()).isEqualTo(160);
        assertQuarters(image, false);
    }

    /** What {@code cwebp} wrote of one picture: red at the upper left, green at the upper right, black at the lower left. */
    @ParameterizedTest
    @CsvSource({"lossy, false", "lossless, false", "lossy-alpha, true", "lossless-alpha, true"})
    void everyWebpIsRead(String name, boolean alpha) {
        var image = decoded(renditions.of(resource(name + ".webp")));
        assertThat(image.getWidth()).isEqualTo(120);
        assertThat(image.getHeight()).isEqualTo(80);
        assertColour(image, 15, 15, Color.RED);
        assertColour(image, 105, 15, Color.GREEN);
        assertColour(image, 8, 70, Color.BLACK);
        assertThat(image.getRGB(60, 8) >>> 24).isEqualTo(alpha ? 0 : 255);
        assertThat(image.getRGB(60, 45) >>> 24).isCloseTo(alpha ? 128 : 255, within(3));
    }

    @Test
    void anAnimatedWebpShowsItsFirstFrame() {
        var image = decoded(renditions.of(resource("animated.webp")));
        assertColour(image, 15, 15, Color.RED);
    }

    /** Where the red corner, the upper left one as the camera lay, is shown. */
    @ParameterizedTest
    @CsvSource({
        "1, left, upper, 160",
        "2, right, upper, 160",
        "3, right, lower, 160",
        "4, left, lower, 160",
        "5, left, upper, 80",
        "6, right, upper, 80",
        "7, right, lower, 80",
        "8, left, lower, 80"
    })
    void aJpegIsShownAsTheCameraWasHeld(int orientation, String across, String down, int width) {
        byte[] jpeg = encoded(quarters(160, 80, false), "jpg");
        var image = decoded(renditions.of(withOrientation(jpeg, orientation)));
        assertThat(image.getWidth()).isEqualTo(width);
        int x = across.equals("left") ? 10 : image.getWidth() - 10;
        int y = down.equals("upper") ? 10 : image.getHeight() - 10;
        assertColour(image, x, y, Color.RED);
    }

    @Test
    void anSvgIsDrawnLargeAndKept() {
        byte[] svg = svg("""
                <defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="red"/></linearGradient></defs>
                <rect width="50" height="25" fill="url(#g)"/><rect x="50" width="50" height="25" fill="#00ff00"/>
                <text x="10" y="45" font-size="9" font-family="sans-serif">Ångström 李雷</text>""");
        var rendition = renditions.of(svg);
        assertThat(rendition.svg()).isEqualTo(svg);
        var image = decoded(rendition);
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(600);
        assertColour(image, 100, 100, Color.RED);
        assertColour(image, 900, 100, Color.GREEN);
        assertThat(image.getRGB(900, 500) >>> 24).isZero();
    }

    @Test
    void twoOriginalsThatLookAlikeHaveTwoAddresses() {
        var one = renditions.of(svg("<rect width='100' height='50'/>"));
        var other = renditions.of(svg("<rect  width='100' height='50'/>"));
        assertThat(one.address()).isNotEqualTo(other.address());
    }

    static Stream<Arguments> unusable() {
        byte[] png = encoded(quarters(32, 32, true), "png");
        byte[] jpeg = encoded(quarters(32, 32, false), "jpg");
        byte[] webp = resource("lossless.webp");
        byte[] brokenChecksum = png.clone();
        brokenChecksum[brokenChecksum.length - 20] ^= 1;
        return Stream.of(
                Arguments.of("a PNG with a wrong checksum", brokenChecksum),
                Arguments.of("a PNG cut short", Arrays.copyOf(png, png.length - 30)),
                Arguments.of("a PNG of its signature alone", Arrays.copyOf(png, 8)),
                Arguments.of("a PNG that goes on after its end", Arrays.copyOf(png, png.length + 1)),
                Arguments.of("a PNG without size", bomb(0, 0)),
                Arguments.of("a PNG that announces more than it holds", bomb(4096, 4096)),
                Arguments.of("a PNG of 60,000 by 60,000 pixels", bomb(60_000, 60_000)),
                Arguments.of("a PNG of negative size", bomb(-5, -5)),
                Arguments.of(
                        "a PNG with a credential in it",
                        BakingPlate.of(png).bake("{\"id\": \"urn:uuid:1\"}".getBytes(UTF_8))),
                Arguments.of("a JPEG of its first bytes", Arrays.copyOf(jpeg, 20)),
                Arguments.of("a WebP of its first bytes", Arrays.copyOf(webp, 14)),
                Arguments.of("a WebP cut short", Arrays.copyOf(webp, 60)),
                Arguments.of("an SVG with a script", svg("<script>alert(1)</script>")),
                Arguments.of("an SVG with a handler", svg("<rect width='1' height='1' onclick='x()'/>")),
                Arguments.of(
                        "an SVG that loads", svg("<image href='https://example.com/x.png' width='9' height='9'/>")),
                Arguments.of("an SVG that shows nothing", svg("")),
                Arguments.of("XML of another kind", "<html/>".getBytes(UTF_8)),
                Arguments.of("an SVG with an entity", """
                        <!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                        <svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>""".getBytes(UTF_8)),
                Arguments.of("an SVG in UTF-16", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_16)),
                Arguments.of(
                        "an SVG with a credential in it",
                        SvgPlate.of(svg("<rect width='9' height='9'/>")).bake("{}".getBytes(UTF_8))));
    }

    /** Whatever either plate would refuse later is refused now; and nothing that a plate takes is harmful. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void whatCannotBeBakedIsRefusedWithAReason(String what, byte[] picture) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> renditions.of(picture))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
                    assertThat(refusal.details()).containsOnlyKeys("image");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIF89a\u0001\u0000", "%PDF-1.7", "BM", "", "hello"})
    void whatIsNoPictureOfOursIsRefusedByItsContent(String content) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> renditions.of(content.getBytes(UTF_8)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    /** A single stroke of billions of dashes: within one process nothing could interrupt it. */
    @Test
    void aDrawingThatDoesNotEndIsEnded() {
        byte[] svg = svg(
                "<path d='M0 0L100 50L0 50L100 0' fill='none' stroke='red' stroke-width='9' stroke-dasharray='0.00001'/>");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> renditions(Duration.ofSeconds(2), 128).of(svg))
                .withMessageContaining("image takes too");
    }

    /** Each step draws the one before it sixty times. */
    @Test
    void aDrawingThatMultipliesIsRefused() {
        var steps = new StringBuilder("<defs><g id='s0'><rect width='99' height='49'/></g>");
        for (int step = 1; step <= 5; step++) {
            steps.append("<g id='s%d'>".formatted(step))
                    .append("<use href='#s%d'/>".formatted(step - 1).repeat(60))
                    .append("</g>");
        }
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> renditions.of(svg(steps + "</defs><use href='#s5'/>")))
                .withMessageContaining("image");
    }

    private static byte[] svg(String content) {
        return ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>" + content + "</svg>").getBytes(UTF_8);
    }

    /** Red, green, blue, and nothing (or paper) from the upper left. */
    private static BufferedImage quarters(int width, int height, boolean alpha) {
        var image = new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        if (!alpha) {
            canvas.setColor(PAPER);
            canvas.fillRect(0, 0, width, height);
        }
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height / 2);
        canvas.setColor(Color.GREEN);
        canvas.fillRect(width / 2, 0, width / 2, height / 2);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(0, height / 2, width / 2, height / 2);
        canvas.dispose();
        return image;
    }

    private static void assertQuarters(BufferedImage image, boolean alpha) {
        int right = image.getWidth() * 3 / 4;
        int low = image.getHeight() * 3 / 4;
        assertColour(image, image.getWidth() / 4, image.getHeight() / 4, Color.RED);
        assertColour(image, right, image.getHeight() / 4, Color.GREEN);
        assertColour(image, image.getWidth() / 4, low, Color.BLUE);
        if (alpha) {
            assertThat(image.getRGB(right, low) >>> 24).isZero();
        } else {
            assertColour(image, right, low, PAPER);
        }
    }

    private static void assertColour(BufferedImage image, int x, int y, Color expected) {
        var found = new Color(image.getRGB(x, y), true);
        assertThat(found.getRed()).as("red at %d %d", x, y).isCloseTo(expected.getRed(), within(12));
        assertThat(found.getGreen()).as("green at %d %d", x, y).isCloseTo(expected.getGreen(), within(12));
        assertThat(found.getBlue()).as("blue at %d %d", x, y).isCloseTo(expected.getBlue(), within(12));
        assertThat(found.getAlpha()).as("opaque at %d %d", x, y).isEqualTo(255);
    }

    private static BufferedImage decoded(Rendition rendition) {
        // The plate that the worker cuts takes it.
        BakingPlate.of(rendition.png());
        try {
            return ImageIO.read(new ByteArrayInputStream(rendition.png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PNG whose header announces a size, over a single row of pixels. */
    private static byte[] bomb(int width, int height) {
        var pixels = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(pixels, new Deflater(9))) {
            deflated.write(new byte[4096]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0});
        return ByteBuffer.allocate(8 + 25 + 12 + pixels.size() + 12)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .put(chunk("IHDR", header.array()))
                .put(chunk("IDAT", pixels.toByteArray()))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] chunk(String type, byte[] content) {
        var checksum = new CRC32();
        checksum.update(type.getBytes(UTF_8));
        checksum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(type.getBytes(UTF_8))
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** The JPEG with an Exif segment that holds nothing but the tag Orientation. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        var exif = ByteBuffer.allocate(4 + 6 + 8 + 2 + 12 + 4)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + 6 + 8 + 2 + 12 + 4))
                .put("Exif\0\0".getBytes(UTF_8))
                .put("MM\0*".getBytes(UTF_8))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0);
        return ByteBuffer.allocate(jpeg.length + exif.capacity())
                .put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(RenditionsIT.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
