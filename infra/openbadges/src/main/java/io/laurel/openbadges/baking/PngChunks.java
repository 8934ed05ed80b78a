package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The chunks of a PNG (PNG third edition, §5): where each lies in the file, their lengths and checksums proved. */
final class PngChunks {

    static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_CHUNKS = 50_000;
    /** Length, type and checksum. */
    private static final int FRAME = 12;

    private PngChunks() {}

    /**
     * One chunk.
     *
     * @param type four Latin letters
     * @param start where its length field begins
     * @param length the length of its content in bytes
     */
    record Chunk(String type, int start, int length) {

        int content() {
            return start + 8;
        }

        int end() {
            return start + length + FRAME;
        }

        boolean is(String other) {
            return type.equals(other);
        }
    }

    /** Whether the bytes start as every PNG does. */
    static boolean begins(byte[] png) {
        return Arrays.equals(png, 0, Math.min(png.length, SIGNATURE.length), SIGNATURE, 0, SIGNATURE.length);
    }

    /** Reads the frame of every chunk from the signature to IEND, after which nothing may follow. */
    static List<Chunk> read(byte[] png) {
        if (png.length > MOST_BYTES) {
            throw new BakingException("the image is larger than 32 MB");
        }
        if (!begins(png)) {
            throw new BakingException("the image is not a PNG");
        }
        List<Chunk> chunks = new ArrayList<>();
        int at = SIGNATURE.length;
        do {
            Chunk chunk = read(png, at);
            chunks.add(chunk);
            at = chunk.end();
            if (chunks.size() > MOST_CHUNKS) {
                throw new BakingException("the PNG has more than 50,000 chunks");
            }
        } while (!chunks.getLast().is("IEND"));
        if (at != png.length) {
            throw new BakingException("the PNG goes on after its IEND chunk");
        }
        checkOrder(chunks);
        return chunks;
    }

    /** One header at the start, the pixels in one row (PNG third edition, §5.6). */
    private static void checkOrder(List<Chunk> chunks) {
        if (!chunks.getFirst().is("IHDR")
                || chunks.stream().filter(chunk -> chunk.is("IHDR")).count() != 1) {
            throw new BakingException("the PNG does not begin with its only IHDR chunk");
        }
        int from = indexOf("IDAT", chunks);
        int to = indexOf("IDAT", chunks.reversed());
        if (from < 0) {
            throw new BakingException("the PNG lacks its IDAT chunk");
        }
        if (!chunks.subList(from, chunks.size() - to).stream().allMatch(chunk -> chunk.is("IDAT"))) {
            throw new BakingException("the PNG has another chunk between its IDAT chunks");
        }
    }

    private static int indexOf(String type, List<Chunk> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i).is(type)) {
                return i;
            }
        }
        return -1;
    }

    private static Chunk read(byte[] png, int at) {
        if (png.length - at < FRAME) {
            throw new BakingException("the PNG is cut off at byte " + at);
        }
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int length = buffer.getInt(at);
        if (length < 0 || length > png.length - at - FRAME) {
            throw new BakingException("the PNG chunk at byte " + at + " is longer than the file");
        }
        for (int i = at + 4; i < at + 8; i++) {
            int letter = png[i] | 0x20;
            if (letter < 'a' || letter > 'z') {
                throw new BakingException("the PNG chunk at byte " + at + " has no valid type");
            }
        }
        String type = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
        if (checksum(png, at + 4, length + 4) != buffer.getInt(at + 8 + length)) {
            throw new BakingException("the PNG chunk " + type + " at byte " + at + " has a wrong checksum");
        }
        return new Chunk(type, at, length);
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
