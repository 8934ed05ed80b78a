package io.laurel.openbadges.status;

import io.laurel.openbadges.encoding.Multibase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bits of a status list (Bitstring Status List 1.0, §3): bit 0 is the leftmost, a set bit is a revoked credential.
 *
 * <p>Not thread-safe.
 */
public final class StatusList {

    /** The least number of entries a list may have, for the herd's privacy (§3.1: 16 KB). */
    public static final int LEAST_ENTRIES = 131_072;

    /** Eight million entries. A few kilobytes inflate to that much, and who judges for many holds many at a time. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final byte[] bits;

    private StatusList(byte[] bits) {
        this.bits = bits;
    }

    /**
     * A list of entries none of which is revoked.
     *
     * @param size the number of entries, at least {@value #LEAST_ENTRIES} and a multiple of eight
     */
    public static StatusList of(int size) {
        if (size < LEAST_ENTRIES || size % 8 != 0) {
            throw new IllegalArgumentException(
                    "a status list has at least 131,072 entries in whole bytes, not " + size);
        }
        return new StatusList(new byte[size / 8]);
    }

    /**
     * Reads the {@code encodedList} of a status list credential.
     *
     * @throws IllegalArgumentException if it is not multibase {@code u} of gzip, shorter than 16 KB or longer than 1 MB
     */
    public static StatusList parse(String encoded) {
        if (!encoded.startsWith("u")) {
            throw new IllegalArgumentException("the status list is not multibase u");
        }
        byte[] zipped = Multibase.decode(encoded, 2 * MOST_BYTES);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] bits = gzip.readNBytes(MOST_BYTES + 1);
            if (bits.length > MOST_BYTES || bits.length * 8L < LEAST_ENTRIES) {
                throw new IllegalArgumentException("a status list of " + bits.length + " bytes or more");
            }
            return new StatusList(bits);
        } catch (IOException broken) {
            throw new IllegalArgumentException("the status list is not gzip", broken);
        }
    }

    /** The number of entries. */
    public int size() {
        return bits.length * 8;
    }

    /** Sets the bit of a credential; setting it again changes nothing. */
    public void revoke(int index) {
        bits[index >> 3] |= (byte) (0x80 >> (index & 7));
    }

    /** Whether a credential's bit is set. */
    public boolean isRevoked(int index) {
        return (bits[index >> 3] & (0x80 >> (index & 7))) != 0;
    }

    /** The {@code encodedList}: multibase {@code u}, base64url without padding, of the gzipped bits (§3.1.2). */
    public String encoded() {
        var zipped = new ByteArrayOutputStream(512);
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bits);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Multibase.base64url(zipped.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList list && Arrays.equals(bits, list.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
