package io.laurel.openbadges.template;

import java.security.MessageDigest;
import java.util.Arrays;

/** Lines of N-Quads in UTF-8, kept in code point order, which is the order of their bytes. */
final class Lines {

    private final boolean distinct;
    private byte[] bytes;
    private int length;
    private int[] starts;
    private int[] ends;
    private int count;

    private Lines(boolean distinct, byte[] bytes, int length, int[] starts, int[] ends, int count) {
        this.distinct = distinct;
        this.bytes = bytes;
        this.length = length;
        this.starts = starts;
        this.ends = ends;
        this.count = count;
    }

    /** The lines of a dataset, which is a set. */
    static Lines distinct() {
        return empty(true);
    }

    /** The lines of a first-degree hash, where two statements may read the same (RDFC-1.0, §4.6). */
    static Lines all() {
        return empty(false);
    }

    private static Lines empty(boolean distinct) {
        return new Lines(distinct, new byte[1024], 0, new int[8], new int[8], 0);
    }

    /** A copy with room for more. */
    Lines copy(int moreLines, int moreBytes) {
        return new Lines(
                distinct,
                Arrays.copyOf(bytes, length + moreBytes),
                length,
                Arrays.copyOf(starts, count + moreLines),
                Arrays.copyOf(ends, count + moreLines),
                count);
    }

    /** Adds to the line that is being written. */
    Lines append(byte[] part) {
        if (length + part.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + part.length));
        }
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    /** Ends the line that began at a position and puts it in its place. */
    void end(int start) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(bytes, starts[middle], ends[middle], bytes, start, length);
            if (order == 0 && distinct) {
                length = start;
                return;
            }
            if (order <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        insert(low, start);
    }

    private void insert(int place, int start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count + 1);
            ends = Arrays.copyOf(ends, 2 * count + 1);
        }
        System.arraycopy(starts, place, starts, place + 1, count - place);
        System.arraycopy(ends, place, ends, place + 1, count - place);
        starts[place] = start;
        ends[place] = length;
        count++;
    }

    /** Where the next line begins. */
    int position() {
        return length;
    }

    /** Copies the lines together first, because a digest takes one long text faster than many short ones. */
    byte[] hash(MessageDigest digest) {
        byte[] sorted = new byte[length];
        int end = 0;
        for (int i = 0; i < count; i++) {
            int size = ends[i] - starts[i];
            System.arraycopy(bytes, starts[i], sorted, end, size);
            end += size;
        }
        digest.update(sorted, 0, end);
        return digest.digest();
    }
}
