package io.laurel.worker.lms.profile;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.io.InputStream;
import java.math.BigDecimal;

/**
 * A gradebook that is made as it is read, and says how much of it was taken. As a program it reads a million rows of one in
 * whatever memory the JVM was given, and ends with the number of those who earned.
 */
final class EndlessExport extends InputStream {

    private static final String HEADER = "\uFEFFStudent\tID\tSIS User ID\tSIS Login ID\tSection\tEssay (17)\t"
            + "Current Score\tUnposted Current Score\tFinal Score\tUnposted Final Score\n";

    private byte[] made = HEADER.getBytes(UTF_16LE);
    private int position;
    private long rows;
    private long taken;

    static ExportRows open(InputStream bytes) {
        return Exports.open(
                LmsProfile.CANVAS_GRADEBOOK, new LmsRule(BigDecimal.valueOf(80), null, null, null, null, null), bytes);
    }

    /** Bytes. */
    long taken() {
        return taken;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == made.length) {
            rows++;
            made = "\"李, 雷 %d\"\t%d\t\tlogin%d\t\"Section A\nEvening\"\t7.5\t80\t80\t%d\t80\n"
                    .formatted(rows, rows, rows, rows % 4 == 0 ? 79 : 80)
                    .getBytes(UTF_16LE);
            position = 0;
        }
        var count = Math.min(length, made.length - position);
        System.arraycopy(made, position, target, offset, count);
        position += count;
        taken += count;
        return count;
    }

    public static void main(String[] arguments) {
        var most = Integer.parseInt(arguments[0]);
        var rows = open(new EndlessExport());
        var earned = 0;
        for (var i = 0; i < most; i++) {
            earned += rows.next() instanceof ExportRow.Earned ? 1 : 0;
        }
        System.out.println(earned);
    }
}
