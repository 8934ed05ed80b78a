package io.laurel.ingress.picture.drawing;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How a camera was held (Exif 2.3, §4.6.4, tag Orientation): pictures are shown as it was meant, not as it lay. */
final class Exif {

    private static final int UPRIGHT = 1;
    /** From here on, width and height change places. */
    private static final int FIRST_ON_ITS_SIDE = 5;

    private Exif() {}

    /** 1 to 8; upright where nothing can be read. */
    static int orientation(byte[] jpeg) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            for (var segment : JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif")) {
                try (var data = segment.data();
                        // A byte of padding stands between the name and the directory.
                        var tiff = new MemoryCacheImageInputStream(skipped(data))) {
                    var entry = new TIFFReader().read(tiff).getEntryById(TIFF.TAG_ORIENTATION);
                    int value =
                            entry != null && entry.getValue() instanceof Number number ? number.intValue() : UPRIGHT;
                    return value >= UPRIGHT && value <= 8 ? value : UPRIGHT;
                }
            }
        } catch (IOException | RuntimeException e) {
            return UPRIGHT;
        }
        return UPRIGHT;
    }

    private static InputStream skipped(InputStream data) throws IOException {
        data.skipNBytes(1);
        return data;
    }

    static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        double width = image.getWidth();
        double height = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
        boolean onItsSide = orientation >= FIRST_ON_ITS_SIDE;
        var upright = new BufferedImage(
                onItsSide ? image.getHeight() : image.getWidth(),
                onItsSide ? image.getWidth() : image.getHeight(),
                BufferedImage.TYPE_INT_RGB);
        var canvas = upright.createGraphics();
        canvas.drawImage(image, turn, null);
        canvas.dispose();
        return upright;
    }
}
