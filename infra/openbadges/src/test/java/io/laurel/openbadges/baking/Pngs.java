package io.laurel.openbadges.baking;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Small PNGs of every kind. */
public final class Pngs {

    private static final int SIDE = 20;
    private static final int END = 12;

    private Pngs() {}

    public static byte[] of(int type, boolean interlaced) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, type);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, i * 0x01020409);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        var png = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(png)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        return png.toByteArray();
    }

    /** A text, another application's iTXt, and private chunks before and after the pixels. */
    public static byte[] withExtraChunks(byte[] png) {
        byte[] first = concat(
                chunk("tEXt", "Title\0Rivers".getBytes(StandardCharsets.ISO_8859_1)),
                chunk("iTXt", "openbadgecredentials\0\0\0\0\0no".getBytes(StandardCharsets.UTF_8)),
                chunk("prVt", new byte[] {1, 2, 3}));
        byte[] more = concat(Arrays.copyOf(png, 33), first, Arrays.copyOfRange(png, 33, png.length));
        return beforeEnd(more, chunk("prVt", new byte[0]));
    }

    public static byte[] beforeEnd(byte[] png, byte[] chunk) {
        int end = png.length - END;
        return concat(Arrays.copyOf(png, end), chunk, Arrays.copyOfRange(png, end, png.length));
    }

    public static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
        chunk.putInt(content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content);
        chunk.putInt(PngChunks.checksum(chunk.array(), 4, content.length + 4));
        return chunk.array();
    }

    private static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
