package io.laurel.worker.lms.profile;

import java.io.IOException;
import java.io.Reader;

/** A text whose start can be read several times. Unlike a BufferedReader with a mark it keeps no more than was read. */
final class RewindableReader extends Reader {

    private final Reader text;
    private StringBuilder start = new StringBuilder();
    private int position;
    private boolean isKeeping = true;

    RewindableReader(Reader text) {
        this.text = text;
    }

    /** Back to the start. */
    void rewind() {
        position = 0;
    }

    /** Back to the start for the last time. */
    void rewindAndGoOn() {
        rewind();
        isKeeping = false;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        var kept = Math.min(length, start.length() - position);
        if (kept > 0) {
            start.getChars(position, position + kept, target, offset);
            position += kept;
            return kept;
        }
        var count = text.read(target, offset, length);
        if (!isKeeping) {
            start = new StringBuilder();
            position = 0;
        } else if (count > 0) {
            start.append(target, offset, count);
            position += count;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
