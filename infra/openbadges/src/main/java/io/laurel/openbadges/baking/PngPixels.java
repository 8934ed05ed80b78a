package io.laurel.openbadges.baking;

import ar.com.hjg.pngj.PngReader;
import io.laurel.openbadges.BakingException;
import java.io.ByteArrayInputStream;

/** Proves that the pixels of a PNG can be read to the last row. */
final class PngPixels {

    /** A side's length in pixels: an interlaced image is held whole while it is read, 128 MB at most with this. */
    private static final int LONGEST_SIDE = 4096;

    private PngPixels() {}

    static void check(byte[] png) {
        try {
            read(png);
        } catch (BakingException tooLarge) {
            throw tooLarge;
        } catch (RuntimeException broken) {
            // Whatever a broken image makes the reader run into, to our caller it is a broken image.
            throw new BakingException("the PNG cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static void read(byte[] png) {
        PngReader reader = new PngReader(new ByteArrayInputStream(png));
        try {
            if (reader.imgInfo.cols > LONGEST_SIDE || reader.imgInfo.rows > LONGEST_SIDE) {
                throw new BakingException("the PNG is larger than 4096 by 4096 pixels");
            }
            while (reader.hasMoreRows()) {
                reader.readRow();
            }
            reader.end();
        } finally {
            reader.close();
        }
    }
}
