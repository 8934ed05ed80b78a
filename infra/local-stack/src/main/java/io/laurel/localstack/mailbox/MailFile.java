package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Mails in one file that only grows, found through an index of twelve bytes a mail in memory. Whatever was accepted is
 * there again after the process was killed; a record that the kill cut short is not, and was never confirmed to its sender.
 */
final class MailFile implements AutoCloseable {

    private static final int MAGIC = 0x4D41494C;
    /** Magic, checksum, time of receipt, length of the address, length of the message. */
    private static final int HEADER = 4 + 4 + 8 + 4 + 4;

    private static final int MAX_ADDRESS = 4096;

    private final FileChannel channel;
    private final MailIndex index = new MailIndex();
    private long end;

    private MailFile(FileChannel channel) {
        this.channel = channel;
    }

    static MailFile open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var mails = new MailFile(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        mails.readIndex();
        return mails;
    }

    synchronized void append(String to, Instant receivedAt, byte[] message, int length) throws IOException {
        var address = to.getBytes(UTF_8);
        var record = ByteBuffer.allocate(HEADER + address.length + length)
                .position(HEADER)
                .put(address)
                .put(message, 0, length);
        record.putInt(0, MAGIC)
                .putInt(4, checksum(record))
                .putLong(8, receivedAt.toEpochMilli())
                .putInt(16, address.length)
                .putInt(20, length)
                .flip();
        write(record);
        index.add(end, address(to));
        end += record.limit();
    }

    synchronized int size() {
        return index.size();
    }

    /** The numbers of the mails to an address, or of all of them, newest first; a number is a place in the file. */
    synchronized IntStream newestFirst(Optional<String> to) {
        return index.newestFirst(to.map(MailFile::address));
    }

    /** The mail of this number, unless the mailbox was emptied since. */
    Optional<KeptMail> read(int number) throws IOException {
        long offset;
        synchronized (this) {
            if (number < 0 || number >= index.size()) {
                return Optional.empty();
            }
            offset = index.offset(number);
        }
        var header = ByteBuffer.allocate(HEADER);
        if (!fill(header, offset) || !isPlausible(header)) {
            return Optional.empty();
        }
        var body = ByteBuffer.allocate(header.getInt(16) + header.getInt(20));
        if (!fill(body, offset + HEADER)) {
            return Optional.empty();
        }
        var to = new String(body.array(), 0, header.getInt(16), UTF_8);
        return Optional.of(new KeptMail(
                number,
                to,
                Instant.ofEpochMilli(header.getLong(8)),
                body.position(header.getInt(16)).slice()));
    }

    synchronized void clear() throws IOException {
        channel.truncate(0);
        index.clear();
        end = 0;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /** Walks from header to header; the first thing that is not a whole record, and all after it, is cut off. */
    private void readIndex() throws IOException {
        long size = channel.size();
        var start = ByteBuffer.allocate(HEADER + MAX_ADDRESS);
        long last = -1;
        while (end < size) {
            start.clear().limit((int) Math.min(start.capacity(), size - end));
            if (start.limit() < HEADER || !fill(start, end) || !isPlausible(start)) {
                break;
            }
            int address = start.getInt(16);
            long next = end + HEADER + address + start.getInt(20);
            if (next > size) {
                break;
            }
            index.add(end, address(new String(start.array(), HEADER, address, UTF_8)));
            last = end;
            end = next;
        }
        if (last >= 0 && !isWhole(last)) {
            index.removeLast();
            end = last;
        }
        channel.truncate(end);
    }

    /** Only the last record can have its length but not all of its content. */
    private boolean isWhole(long offset) throws IOException {
        var record = ByteBuffer.allocate((int) (end - offset));
        return fill(record, offset) && record.getInt(4) == checksum(record);
    }

    private static boolean isPlausible(ByteBuffer header) {
        return header.getInt(0) == MAGIC
                && header.getInt(16) >= 0
                && header.getInt(16) <= MAX_ADDRESS
                && header.getInt(20) >= 0;
    }

    private static int checksum(ByteBuffer record) {
        var checksum = new CRC32C();
        checksum.update(record.slice(HEADER, record.capacity() - HEADER));
        return (int) checksum.getValue();
    }

    /** Addresses are told apart by 32 bits here; who reads compares the whole. */
    private static int address(String to) {
        return MailAddresses.matching(to).hashCode();
    }

    private void write(ByteBuffer record) throws IOException {
        long at = end;
        while (record.hasRemaining()) {
            at += channel.write(record, at);
        }
    }

    private boolean fill(ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        target.flip();
        return true;
    }

    /** A mail as it was received. */
    record KeptMail(int number, String to, Instant receivedAt, ByteBuffer message) {

        boolean isTo(String address) {
            return MailAddresses.matching(to).equals(MailAddresses.matching(address));
        }

        Mail read() {
            try {
                return Mail.read(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
