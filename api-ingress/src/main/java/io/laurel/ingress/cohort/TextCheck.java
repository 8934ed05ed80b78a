package io.laurel.ingress.cohort;

import io.laurel.web.ApiException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks, piece by piece, that a body is text in UTF-8; what is not is refused with the line where it shows. */
final class TextCheck {

    private static final int SEQUENCE = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer discarded = CharBuffer.allocate(8192);
    private final byte[] cut = new byte[SEQUENCE];
    private int cutLength;
    private long line = 1;
    private long bytes;

    void accept(byte[] from, int offset, int length) {
        if (bytes == 0) {
            recognize(from, offset, length);
        }
        bytes += length;
        var in = ByteBuffer.allocate(0);
        if (cutLength > 0) {
            in = ByteBuffer.allocate(cutLength + length);
            in.put(cut, 0, cutLength).put(from, offset, length).flip();
        } else {
            in = ByteBuffer.wrap(from, offset, length);
        }
        decode(in, false);
        cutLength = in.remaining();
        in.get(cut, 0, cutLength);
    }

    void end() {
        decode(ByteBuffer.wrap(cut, 0, cutLength), true);
    }

    private void decode(ByteBuffer in, boolean last) {
        int start = in.position();
        CoderResult result;
        do {
            discarded.clear();
            result = decoder.decode(in, discarded, last);
        } while (result.isOverflow());
        count(in.array(), in.arrayOffset() + start, in.arrayOffset() + in.position());
        if (result.isError()) {
            throw ApiException.validation("The body is not UTF-8 text: line " + line
                    + " has bytes that are no UTF-8. Save the file as UTF-8 and send it again.");
        }
    }

    private void count(byte[] from, int start, int end) {
        for (int n = start; n < end; n++) {
            if (from[n] == '\n') {
                line++;
            } else if (from[n] == 0) {
                throw ApiException.validation("The body is not UTF-8 text: line " + line
                        + " holds a zero byte, as binary files and UTF-16 text do.");
            }
        }
    }

    /** Names the usual mistakes by their first bytes. */
    private static void recognize(byte[] from, int offset, int length) {
        int first = length < 2 ? 0 : (from[offset] & 0xff) << 8 | (from[offset + 1] & 0xff);
        String found = switch (first) {
            case 0xfeff, 0xfffe -> "text in UTF-16";
            case 0x8950 -> "a PNG image";
            case 0xffd8 -> "a JPEG image";
            case 0x504b -> startsArchive(from, offset, length) ? "a ZIP archive or a spreadsheet file" : "";
            case 0x1f8b -> "a gzip file";
            default -> "";
        };
        if (!found.isEmpty()) {
            throw ApiException.validation(
                    "The body is not UTF-8 text: line 1 begins " + found + ". Send CSV or NDJSON in UTF-8.");
        }
    }

    private static boolean startsArchive(byte[] from, int offset, int length) {
        return length >= 4 && from[offset + 2] == 3 && from[offset + 3] == 4;
    }
}
