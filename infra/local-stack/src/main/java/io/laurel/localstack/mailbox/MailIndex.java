package io.laurel.localstack.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where each mail begins, and a hash of whom it is to: twelve bytes a mail, in blocks, so that growing copies nothing. */
final class MailIndex {

    private static final int BLOCK = 1 << 16;

    private static final class Block {
        final long[] offsets = new long[BLOCK];
        final int[] addresses = new int[BLOCK];
    }

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    void add(long offset, int address) {
        if (size == blocks.size() * BLOCK) {
            blocks.add(new Block());
        }
        var block = blocks.get(size / BLOCK);
        block.offsets[size % BLOCK] = offset;
        block.addresses[size % BLOCK] = address;
        size++;
    }

    int size() {
        return size;
    }

    long offset(int number) {
        return blocks.get(number / BLOCK).offsets[number % BLOCK];
    }

    void removeLast() {
        size--;
    }

    void clear() {
        blocks.clear();
        size = 0;
    }

    IntStream newestFirst(Optional<Integer> address) {
        var all = IntStream.iterate(size - 1, number -> number >= 0, number -> number - 1);
        return address.isEmpty()
                ? all
                : IntStream.of(
                        all.filter(number -> addressOf(number) == address.get()).toArray());
    }

    private int addressOf(int number) {
        return blocks.get(number / BLOCK).addresses[number % BLOCK];
    }
}
