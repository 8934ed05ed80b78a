package io.laurel.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class WreathImageTest {

    @Test
    void itIsASquarePngWithATransparentGround() throws IOException {
        var png = new WreathImage(Color.RED, Color.GREEN, 5).png();

        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(image.getRGB(2, 2) >>> 24).isZero();
        assertThat(image.getRGB(200, 200) >>> 24).isEqualTo(255);
    }

    @Test
    void itIsAnSvgToo() throws Exception {
        var svg = new WreathImage(Color.RED, Color.GREEN, 5).svg();

        var root = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement();
        assertThat(root.getAttribute("viewBox")).isEqualTo("-200 -200 400 400");
        assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(90);
        assertThat(svg).hasSizeLessThan(50_000);
    }

    /** Its name is its hash: drawn again, it must be the same. */
    @Test
    void itIsDrawnAlikeEachTime() {
        assertThat(new WreathImage(Color.RED, Color.GREEN, 5).png())
                .isEqualTo(new WreathImage(Color.RED, Color.GREEN, 5).png());
    }
}
