package io.laurel.ingress.cohort;

import io.laurel.web.ApiException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.util.unit.DataSize;

/** Unpacks an upload that is gzipped: known by its first bytes, whatever it is called. */
final class Gzip {

    private static final int BUFFER = 64 * 1024;

    private Gzip() {}

    /** @param most how large it may be unpacked: a small file may hold a very large one */
    static InputStream unpacked(InputStream body, DataSize most) throws IOException {
        var whole = new PushbackInputStream(body, 2);
        byte[] magic = whole.readNBytes(2);
        whole.unread(magic);
        boolean isGzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return isGzip ? new Unpacked(whole, most) : whole;
    }

    private static final class Unpacked extends FilterInputStream {

        private final DataSize most;
        private long read;

        Unpacked(InputStream packed, DataSize most) throws IOException {
            super(opened(packed));
            this.most = most;
        }

        private static InputStream opened(InputStream packed) throws IOException {
            try {
                return new GZIPInputStream(packed, BUFFER);
            } catch (ZipException | EOFException e) {
                throw damaged();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = super.read(target, offset, length);
                read += Math.max(0, count);
                if (read > most.toBytes()) {
                    throw ApiException.tooLarge(
                            "Unpacked, the file is too large: at most " + most.toBytes() + " bytes are read.");
                }
                return count;
            } catch (ZipException | EOFException e) {
                throw damaged();
            }
        }

        private static ApiException damaged() {
            return ApiException.validation("The gzip file is damaged and cannot be unpacked to its end.");
        }
    }
}
