package io.laurel.worker.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** Text of one charset, with or without a byte order mark. Anything else is refused with its line, not repaired. */
public final class StrictReader extends Reader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer undecoded = ByteBuffer.allocate(8192).flip();
    private boolean ended;
    private boolean atStart = true;
    private boolean afterCarriageReturn;
    private long line = 1;
    private long quotes;

    /** Why no more can be read: whoever asks again is told again. */
    private @Nullable BrokenTextException broken;

    public StrictReader(InputStream bytes, Charset charset) {
        this.bytes = bytes;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** How many quote characters have been read. */
    public long quotes() {
        return quotes;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (broken != null) {
            throw broken;
        }
        try {
            return decode(target, offset, length);
        } catch (BrokenTextException e) {
            broken = e;
            throw e;
        }
    }

    private int decode(char[] target, int offset, int length) throws IOException {
        var characters = CharBuffer.wrap(target, offset, length);
        while (characters.position() == offset) {
            if (!undecoded.hasRemaining() && ended) {
                return -1;
            }
            var result = decoder.decode(undecoded, characters, ended);
            skipByteOrderMark(target, offset, characters);
            inspect(target, offset, characters.position());
            if (result.isError() || (ended && undecoded.hasRemaining() && result.isUnderflow())) {
                throw new BrokenTextException(line, "this is not " + decoder.charset() + " text.");
            }
            if (result.isOverflow() && characters.position() == offset) {
                throw new IOException("no room for one character");
            }
            if (result.isUnderflow() && !ended) {
                fill();
            }
        }
        return characters.position() - offset;
    }

    private void fill() throws IOException {
        undecoded.compact();
        var count = bytes.read(undecoded.array(), undecoded.position(), undecoded.remaining());
        if (count < 0) {
            ended = true;
        } else {
            undecoded.position(undecoded.position() + count);
        }
        undecoded.flip();
    }

    private void skipByteOrderMark(char[] target, int offset, CharBuffer characters) {
        if (!atStart || characters.position() == offset) {
            return;
        }
        atStart = false;
        if (target[offset] == BYTE_ORDER_MARK) {
            System.arraycopy(target, offset + 1, target, offset, characters.position() - offset - 1);
            characters.position(characters.position() - 1);
        }
    }

    /** Counts lines as the file has them, also within quotes: LF, CRLF or CR ends one. */
    private void inspect(char[] target, int from, int to) {
        for (var i = from; i < to; i++) {
            switch (target[i]) {
                case '\n' -> {
                    line += afterCarriageReturn ? 0 : 1;
                    afterCarriageReturn = false;
                }
                case '\r' -> {
                    line++;
                    afterCarriageReturn = true;
                }
                case '\0' -> throw new BrokenTextException(line, "this is not text: it has a NUL character.");
                default -> {
                    quotes += target[i] == '"' ? 1 : 0;
                    afterCarriageReturn = false;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
