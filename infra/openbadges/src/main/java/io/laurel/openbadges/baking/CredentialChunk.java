package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The {@code iTXt} chunk that holds a credential (PNG third edition, §11.3.3.4; Open Badges 3.0, §5.3.1). */
final class CredentialChunk {

    /** The most bytes a credential may inflate to. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final String TYPE = "iTXt";
    private static final byte[] KEYWORD = "openbadgecredential".getBytes(StandardCharsets.ISO_8859_1);
    /** The keyword's end, flag and method of compression, empty language tag, empty translated keyword. */
    private static final int PLAIN_HEADER = KEYWORD.length + 5;

    private CredentialChunk() {}

    static boolean isOne(byte[] png, PngChunks.Chunk chunk) {
        int from = chunk.content();
        return chunk.is(TYPE)
                && chunk.length() > KEYWORD.length
                && Arrays.equals(png, from, from + KEYWORD.length, KEYWORD, 0, KEYWORD.length)
                && png[from + KEYWORD.length] == 0;
    }

    /** A whole uncompressed chunk. */
    static byte[] of(byte[] credential) {
        int length = PLAIN_HEADER + credential.length;
        ByteBuffer chunk = ByteBuffer.allocate(length + 12);
        chunk.putInt(length).put(TYPE.getBytes(StandardCharsets.ISO_8859_1)).put(KEYWORD);
        chunk.position(8 + PLAIN_HEADER);
        chunk.put(credential).putInt(PngChunks.checksum(chunk.array(), 4, length + 4));
        return chunk.array();
    }

    /** The credential of a PNG. Which of two is meant nobody can tell, so there may only be one. */
    static Optional<byte[]> findIn(byte[] png) {
        List<PngChunks.Chunk> baked =
                PngChunks.read(png).stream().filter(chunk -> isOne(png, chunk)).toList();
        if (baked.size() > 1) {
            throw new BakingException("the image holds " + baked.size() + " credentials");
        }
        return baked.stream().findFirst().map(chunk -> text(png, chunk));
    }

    private static byte[] text(byte[] png, PngChunks.Chunk chunk) {
        int end = chunk.content() + chunk.length();
        int flags = chunk.content() + KEYWORD.length + 1;
        int language = flags + 2;
        int translated = language > end ? 0 : afterZero(png, language, end);
        int text = translated == 0 ? 0 : afterZero(png, translated, end);
        if (text == 0) {
            throw new BakingException("the credential's iTXt chunk is cut short");
        }
        return switch (png[flags]) {
            case 0 -> bounded(Arrays.copyOfRange(png, text, Math.min(end, text + MOST_BYTES + 1)));
            case 1 -> inflated(png, text, end, png[flags + 1]);
            default -> throw new BakingException("the credential's iTXt chunk has an unknown compression flag");
        };
    }

    /** The place after the next zero, or 0 if there is none. */
    private static int afterZero(byte[] png, int from, int end) {
        for (int i = from; i < end; i++) {
            if (png[i] == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private static byte[] inflated(byte[] png, int from, int end, byte method) {
        if (method != 0) {
            throw new BakingException("the credential's iTXt chunk has an unknown compression method");
        }
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(png, from, end - from))) {
            return bounded(inflater.readNBytes(MOST_BYTES + 1));
        } catch (IOException broken) {
            throw new BakingException("the credential's iTXt chunk cannot be inflated", broken);
        }
    }

    private static byte[] bounded(byte[] text) {
        if (text.length > MOST_BYTES) {
            throw new BakingException("the credential in the image is larger than 1 MB");
        }
        return text;
    }
}
