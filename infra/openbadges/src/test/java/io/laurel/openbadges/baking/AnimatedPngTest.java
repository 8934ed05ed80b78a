package io.laurel.openbadges.baking;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AnimatedPngTest {

    private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE);
    private static final byte[] CREDENTIAL = "{\"name\":\"Rivers\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aBakedAnimationPlaysOn() throws IOException {
        byte[] baked = BakingPlate.of(animation()).bake(CREDENTIAL);

        assertThat(Apng.play(baked))
                .extracting(frame -> new Color(frame.getRGB(5, 5)))
                .isEqualTo(COLOURS);
        assertThat(Unbaker.extract(baked)).hasValue(CREDENTIAL);
    }

    @Test
    void itsChunksStayAsTheyWere() throws IOException {
        byte[] animation = animation();
        BakingPlate plate = BakingPlate.of(animation);
        byte[] both = new byte[plate.head().length + plate.tail().length];
        System.arraycopy(plate.head(), 0, both, 0, plate.head().length);
        System.arraycopy(plate.tail(), 0, both, plate.head().length, plate.tail().length);

        assertThat(both).isEqualTo(animation);
    }

    private static byte[] animation() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (Color colour : COLOURS) {
            BufferedImage frame = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
            var pen = frame.createGraphics();
            pen.setColor(colour);
            pen.fillRect(0, 0, 20, 20);
            pen.dispose();
            var png = new ByteArrayOutputStream();
            ImageIO.write(frame, "png", png);
            frames.add(png.toByteArray());
        }
        return Apng.of(frames);
    }
}
