package io.laurel.ingress.picture.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads a picture of pixels, upright, and makes it smaller where it is large. */
final class Raster {

    /** What a telephone takes today fits. */
    private static final int LONGEST_SIDE = 10_000;

    private static final long MOST_PIXELS = 50_000_000;

    private Raster() {}

    static BufferedImage draw(byte[] picture, String kind, int longestSide) throws UndrawableException {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            var reader = reader(in, kind);
            try {
                reader.setInput(in, true, true);
                var image = read(reader, longestSide);
                int orientation = kind.equals("JPEG") ? Exif.orientation(picture) : 1;
                return scaled(Exif.upright(image, orientation), longestSide);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers meet what is broken with exceptions of many kinds; all of them mean this.
            throw new UndrawableException("is no " + name(kind) + " that can be read");
        }
    }

    private static ImageReader reader(ImageInputStream in, String kind) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind);
        while (readers.hasNext()) {
            var reader = readers.next();
            in.mark();
            boolean reads = reader.getOriginatingProvider().canDecodeInput(in);
            in.reset();
            if (reads) {
                return reader;
            }
        }
        throw new IOException("no reader");
    }

    private static BufferedImage read(ImageReader reader, int longestSide) throws IOException, UndrawableException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int longest = Math.max(width, height);
        if (longest > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new UndrawableException("must have at most 50 million pixels, and 10,000 on a side");
        }
        var parameters = reader.getDefaultReadParam();
        // Twice as much as is needed is kept, to be made smaller well.
        int step = Math.max(1, longest / (2 * longestSide));
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    /** Halved until one step is left: one large step would pick pixels instead of mixing them. */
    private static BufferedImage scaled(BufferedImage image, int longestSide) {
        var current = image;
        int longest = Math.max(image.getWidth(), image.getHeight());
        double all = Math.min(1, (double) longestSide / longest);
        int width = Math.max(1, (int) Math.round(image.getWidth() * all));
        int height = Math.max(1, (int) Math.round(image.getHeight() * all));
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
            current = drawn(current, current.getWidth() / 2, current.getHeight() / 2);
        }
        return drawn(current, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        boolean opaque = image.getTransparency() == BufferedImage.OPAQUE;
        var target =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        var canvas = Drawing.canvas(target);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return target;
    }

    private static String name(String kind) {
        return kind.equals("WEBP") ? "WebP" : kind;
    }
}
