package io.laurel.openbadges.baking;

import io.laurel.openbadges.baking.PngChunks.Chunk;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Makes and plays animated PNGs (PNG third edition, §5.5): the first frame is the picture itself. */
final class Apng {

    private static final int HEADER_END = 33;

    private Apng() {}

    /** An animation of pictures of the same kind and size. */
    static byte[] of(List<byte[]> pngs) {
        var apng = new ByteArrayOutputStream();
        byte[] first = pngs.getFirst();
        apng.write(first, 0, HEADER_END);
        apng.writeBytes(Pngs.chunk("acTL", numbers(pngs.size(), 0)));
        int sequence = 0;
        for (int frame = 0; frame < pngs.size(); frame++) {
            byte[] png = pngs.get(frame);
            apng.writeBytes(Pngs.chunk("fcTL", frameControl(sequence++, png)));
            for (Chunk chunk : PngChunks.read(png)) {
                byte[] content = Arrays.copyOfRange(png, chunk.content(), chunk.content() + chunk.length());
                if (chunk.is("IDAT") && frame == 0) {
                    apng.writeBytes(Pngs.chunk("IDAT", content));
                } else if (chunk.is("IDAT")) {
                    apng.writeBytes(Pngs.chunk("fdAT", concat(numbers(sequence++), content)));
                }
            }
        }
        apng.writeBytes(Pngs.chunk("IEND", new byte[0]));
        return apng.toByteArray();
    }

    /** Every frame as a viewer shows it; a wrong number of frames or sequence number is an error. */
    static List<BufferedImage> play(byte[] apng) throws IOException {
        var frames = new ArrayList<ByteArrayOutputStream>();
        int announced = 0;
        int sequence = 0;
        for (Chunk chunk : PngChunks.read(apng)) {
            int at = chunk.content();
            switch (chunk.type()) {
                case "acTL" -> announced = number(apng, at);
                case "fcTL" -> {
                    check(number(apng, at) == sequence++, "fcTL out of sequence");
                    frames.add(new ByteArrayOutputStream());
                }
                case "IDAT" -> frames.getLast().write(apng, at, chunk.length());
                case "fdAT" -> {
                    check(number(apng, at) == sequence++, "fdAT out of sequence");
                    frames.getLast().write(apng, at + 4, chunk.length() - 4);
                }
                default -> {}
            }
        }
        check(frames.size() == announced, "acTL announces another number of frames");
        var images = new ArrayList<BufferedImage>();
        for (var pixels : frames) {
            images.add(ImageIO.read(new ByteArrayInputStream(concat(
                    Arrays.copyOf(apng, HEADER_END),
                    Pngs.chunk("IDAT", pixels.toByteArray()),
                    Pngs.chunk("IEND", new byte[0])))));
        }
        return images;
    }

    private static byte[] frameControl(int sequence, byte[] png) {
        byte[] size = Arrays.copyOfRange(png, 16, 24);
        return concat(numbers(sequence), size, numbers(0, 0), new byte[] {0, 1, 0, 10, 0, 0});
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }

    private static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
