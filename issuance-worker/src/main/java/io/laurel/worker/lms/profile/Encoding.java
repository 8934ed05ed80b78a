package io.laurel.worker.lms.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a file's first bytes say of its charset. Without a byte order mark it can only be UTF-8. */
record Encoding(Charset charset, boolean byteOrderMark) {

    private static final int BYTES = 4;

    static PushbackInputStream peekable(InputStream bytes) {
        return new PushbackInputStream(bytes, BYTES);
    }

    static Encoding of(PushbackInputStream bytes) {
        try {
            var first = bytes.readNBytes(BYTES);
            bytes.unread(first);
            return of(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Encoding of(byte[] first) {
        if (startsWith(first, 'P', 'K', 3, 4)) {
            throw new UnusableExportException(1, "this is a workbook or an archive, not text; export it as CSV.");
        }
        if (startsWith(first, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, true);
        }
        if (startsWith(first, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, true);
        }
        return new Encoding(StandardCharsets.UTF_8, startsWith(first, 0xEF, 0xBB, 0xBF));
    }

    private static boolean startsWith(byte[] first, int... mark) {
        if (first.length < mark.length) {
            return false;
        }
        for (var i = 0; i < mark.length; i++) {
            if ((first[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
