package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.PngChunks.Chunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Proves that the pixels of a PNG are all there: they inflate to just as many rows as the header announces, each with a
 * filter that exists (PNG third edition, §7 to §11.2). Nothing of them is kept.
 */
final class PngPixels {

    private static final int LONGEST_SIDE = 4096;
    private static final int PALETTE = 3;
    private static final int LAST_FILTER = 4;
    private static final int BUFFER = 1 << 14;

    /** Where the seven passes of an interlaced picture start, and how far apart their pixels are: x, y, by x, by y. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    /**
     * Rows of one length.
     *
     * @param length in bytes, with the filter's
     */
    private record Rows(int number, int length) {}

    private PngPixels() {}

    static void check(byte[] png, List<Chunk> chunks) {
        List<Rows> announced = announced(png, chunks);
        var inflater = new Inflater();
        try {
            check(new Pixels(png, chunks, inflater), announced);
        } catch (DataFormatException broken) {
            throw new BakingException("the pixels of the PNG cannot be inflated", broken);
        } finally {
            inflater.end();
        }
    }

    private static List<Rows> announced(byte[] png, List<Chunk> chunks) {
        Chunk chunk = chunks.getFirst();
        if (chunk.length() != 13) {
            throw new BakingException("the PNG has a header of another length");
        }
        ByteBuffer header = ByteBuffer.wrap(png, chunk.content(), chunk.length());
        int width = header.getInt();
        int height = header.getInt();
        if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new BakingException("the PNG is not between 1 by 1 and 4096 by 4096 pixels");
        }
        int depth = header.get();
        int colour = header.get();
        int bits = depth * samples(depth, colour);
        if (colour == PALETTE && chunks.stream().noneMatch(one -> one.is("PLTE"))) {
            throw new BakingException("the PNG lacks its palette");
        }
        if (header.getShort() != 0) {
            throw new BakingException("the PNG is packed or filtered in an unknown way");
        }
        return switch (header.get()) {
            case 0 -> List.of(rows(width, height, bits));
            case 1 -> interlaced(width, height, bits);
            default -> throw new BakingException("the PNG is interlaced in an unknown way");
        };
    }

    /** How many samples a pixel has; a depth that its colour type does not allow is refused. */
    private static int samples(int depth, int colour) {
        boolean deep = depth == 8 || depth == 16;
        boolean shallow = depth == 1 || depth == 2 || depth == 4;
        return switch (colour) {
            case 0 -> checked(deep || shallow, 1);
            case 2 -> checked(deep, 3);
            case PALETTE -> checked(depth == 8 || shallow, 1);
            case 4 -> checked(deep, 2);
            case 6 -> checked(deep, 4);
            default -> throw new BakingException("the PNG has an unknown colour type");
        };
    }

    private static int checked(boolean allowed, int samples) {
        if (!allowed) {
            throw new BakingException("the PNG has a bit depth that its colour type does not allow");
        }
        return samples;
    }

    private static List<Rows> interlaced(int width, int height, int bits) {
        var passes = new ArrayList<Rows>();
        for (int[] pass : PASSES) {
            int across = (width - pass[0] + pass[2] - 1) / pass[2];
            int down = (height - pass[1] + pass[3] - 1) / pass[3];
            if (across > 0 && down > 0) {
                passes.add(rows(across, down, bits));
            }
        }
        return passes;
    }

    private static Rows rows(int width, int height, int bits) {
        return new Rows(height, 1 + (width * bits + 7) / 8);
    }

    private static void check(Pixels pixels, List<Rows> announced) throws DataFormatException {
        for (Rows rows : announced) {
            for (int row = 0; row < rows.number(); row++) {
                if (pixels.next() > LAST_FILTER) {
                    throw new BakingException("the PNG has a row with an unknown filter");
                }
                pixels.skip(rows.length() - 1);
            }
        }
        if (!pixels.ended()) {
            throw new BakingException("the pixels of the PNG do not end where its header says");
        }
    }

    /** The inflated bytes of all IDAT chunks, one after another. */
    private static final class Pixels {

        private final byte[] png;
        private final List<Chunk> chunks;
        private final Inflater inflater;
        private final byte[] buffer = new byte[BUFFER];
        private int chunk;
        private int at;
        private int end;

        Pixels(byte[] png, List<Chunk> chunks, Inflater inflater) {
            this.png = png;
            this.chunks = chunks;
            this.inflater = inflater;
        }

        int next() throws DataFormatException {
            need();
            return buffer[at++] & 0xff;
        }

        void skip(int bytes) throws DataFormatException {
            int left = bytes;
            while (left > 0) {
                need();
                int here = Math.min(left, end - at);
                at += here;
                left -= here;
            }
        }

        /** Whether the last byte, and the checksum after it, has been read. */
        boolean ended() throws DataFormatException {
            while (at == end && fill()) {}
            return at == end && inflater.finished();
        }

        private void need() throws DataFormatException {
            while (at == end) {
                if (!fill()) {
                    throw new BakingException("the PNG has fewer pixels than its header announces");
                }
            }
        }

        /** Goes on, if there is anything to go on with. */
        private boolean fill() throws DataFormatException {
            if (inflater.finished() || inflater.needsDictionary()) {
                return false;
            }
            while (inflater.needsInput()) {
                if (chunk == chunks.size()) {
                    return false;
                }
                Chunk next = chunks.get(chunk++);
                if (next.is("IDAT")) {
                    inflater.setInput(png, next.content(), next.length());
                }
            }
            at = 0;
            end = inflater.inflate(buffer);
            return true;
        }
    }
}
