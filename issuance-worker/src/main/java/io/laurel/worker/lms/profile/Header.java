package io.laurel.worker.lms.profile;

import io.laurel.worker.text.CsvRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names of an export's columns, in which a profile looks for those it reads. What it does not find is kept as a complaint,
 * so that all of them are told at once.
 */
final class Header {

    private static final int MOST_SHOWN = 20;
    private static final int LONGEST_SHOWN = 60;

    private final long line;
    private final char separator;
    private final List<String> names;
    private final Map<String, String> renamed;
    private final BitSet read = new BitSet();
    private final List<String> missing = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param record null where the file is empty
     * @param renamed how the file names columns that it does not name as the profile does
     */
    Header(@Nullable CsvRecord record, char separator, Map<String, String> renamed) {
        this.line = record == null ? 1 : record.line();
        this.separator = separator;
        this.names = record == null
                ? List.of()
                : IntStream.range(0, record.size())
                        .mapToObj(record::field)
                        .map(name -> clean(Objects.requireNonNull(name)))
                        .toList();
        this.renamed = renamed;
    }

    long line() {
        return line;
    }

    char separator() {
        return separator;
    }

    int size() {
        return names.size();
    }

    /** The first column, whatever it is called. */
    Column first() {
        read.set(0);
        return new Column(0, names.isEmpty() ? "" : Row.brief(names.getFirst(), LONGEST_SHOWN));
    }

    /** A column that may be there, once. */
    @Nullable
    Column optional(String name) {
        return has(name) ? column(name) : null;
    }

    boolean has(String name) {
        return !indexesOf(name).isEmpty();
    }

    /** What the file calls a column of the profile, if it has it. */
    String nameOf(String name) {
        return renamed.getOrDefault(name, name);
    }

    List<String> namesStartingWith(String start) {
        return names.stream().filter(name -> name.startsWith(start)).toList();
    }

    /** A column that must be there, once. */
    Column column(String name) {
        var indexes = indexesOf(name);
        var wanted = nameOf(name);
        if (indexes.isEmpty()) {
            missing.add(wanted);
            return new Column(0, wanted);
        }
        if (indexes.size() > 1) {
            complaints.add("it has the column " + shown(wanted) + " " + indexes.size() + " times");
        }
        read.set(indexes.getFirst());
        return new Column(indexes.getFirst(), Row.brief(names.get(indexes.getFirst()), LONGEST_SHOWN));
    }

    void complain(String complaint) {
        complaints.add(complaint);
    }

    boolean fits() {
        return missing.isEmpty() && complaints.isEmpty();
    }

    BitSet read() {
        return read;
    }

    UnusableExportException refusal() {
        var reasons = new ArrayList<>(complaints);
        if (!missing.isEmpty()) {
            reasons.addFirst("it needs " + list(missing) + " and has " + (names.isEmpty() ? "nothing" : list(names)));
        }
        return new UnusableExportException(line, "the header does not fit: " + String.join("; ", reasons) + ".");
    }

    /** Case matters only where it tells columns apart. */
    private List<Integer> indexesOf(String name) {
        var wanted = clean(nameOf(name));
        var exact = indexesOf(wanted, String::equals);
        return exact.isEmpty() ? indexesOf(wanted, String::equalsIgnoreCase) : exact;
    }

    private List<Integer> indexesOf(String wanted, BiPredicate<String, String> same) {
        return IntStream.range(0, names.size())
                .filter(i -> same.test(names.get(i), wanted))
                .boxed()
                .toList();
    }

    /** Moodle writes the quotes within a name as apostrophes, spreadsheets leave spaces that do not break. */
    private static String clean(String name) {
        return name.replace('\u00A0', ' ').replace('"', '\'').strip();
    }

    static String list(List<String> names) {
        var shown = names.stream().limit(MOST_SHOWN).map(Header::shown).collect(Collectors.joining(", "));
        return names.size() > MOST_SHOWN ? shown + " and " + (names.size() - MOST_SHOWN) + " more" : shown;
    }

    private static String shown(String name) {
        return Row.shown(name, LONGEST_SHOWN);
    }
}
