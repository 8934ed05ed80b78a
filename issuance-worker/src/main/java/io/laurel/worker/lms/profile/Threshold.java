package io.laurel.worker.lms.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The least score that earns. Locales write numbers differently: where a score can be read in two ways, both are tried, and it
 * is only ambiguous if they disagree.
 *
 * @param most no score is more; null where there is no such limit
 */
record Threshold(BigDecimal minimum, @Nullable BigDecimal most, char separator) {

    /** How exports say that there is no score: not graded, excused, not assigned. */
    private static final Set<String> NO_SCORE = Set.of("", "-", "–", "EX", "N/A");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");
    private static final Pattern MARKED = Pattern.compile("-?\\d{1,15}[.,]\\d{1,15}");
    private static final Pattern THOUSANDS = Pattern.compile("-?[1-9]\\d{0,2}[.,]\\d{3}");
    private static final Pattern GROUPED =
            Pattern.compile("-?[1-9]\\d{0,2}(?:(?:,\\d{3}){1,4}\\.\\d{1,15}|(?:\\.\\d{3}){1,4},\\d{1,15}"
                    + "|(?:,\\d{3}){2,4}|(?:\\.\\d{3}){2,4})");

    Threshold(BigDecimal minimum, char separator) {
        this(minimum, null, separator);
    }

    boolean isReached(Row row, Column column) {
        var written = row.text(column);
        if (NO_SCORE.contains(written.toUpperCase(Locale.ROOT))) {
            return false;
        }
        var possible = readings(withoutPercent(written)).stream()
                .filter(score -> most == null || score.compareTo(most) <= 0)
                .toList();
        if (possible.isEmpty()) {
            throw new FaultyRowException("The " + column.name() + " " + Row.shown(written) + " is no "
                    + (most == null ? "number." : "number up to " + most + "."));
        }
        var reached = possible.stream()
                .map(score -> score.compareTo(minimum) >= 0)
                .distinct()
                .toList();
        if (reached.size() > 1) {
            throw new FaultyRowException("The %s %s can be read as %s and as %s, and the minimum %s lies between."
                    .formatted(
                            column.name(),
                            Row.shown(written),
                            possible.getFirst().toPlainString(),
                            possible.getLast().toPlainString(),
                            minimum.toPlainString()));
        }
        return reached.getFirst();
    }

    private static String withoutPercent(String written) {
        return written.endsWith("%")
                ? written.substring(0, written.length() - 1).strip()
                : written;
    }

    private List<BigDecimal> readings(String written) {
        if (WHOLE.matcher(written).matches()) {
            return List.of(new BigDecimal(written));
        }
        if (MARKED.matcher(written).matches()) {
            var decimal = new BigDecimal(written.replace(',', '.'));
            return isOnlyDecimal(written) ? List.of(decimal) : List.of(decimal, withoutMarks(written));
        }
        if (GROUPED.matcher(written).matches()) {
            var last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
            var isDecimalMark = written.indexOf(written.charAt(last)) == last;
            return List.of(
                    isDecimalMark
                            ? new BigDecimal(
                                    withoutMarks(written.substring(0, last)) + "." + written.substring(last + 1))
                            : withoutMarks(written));
        }
        return List.of();
    }

    /** Where commas separate columns, a point is a decimal point. */
    private boolean isOnlyDecimal(String written) {
        return !THOUSANDS.matcher(written).matches() || (separator == ',' && written.indexOf('.') >= 0);
    }

    private static BigDecimal withoutMarks(String written) {
        return new BigDecimal(written.replaceAll("[.,]", ""));
    }
}
