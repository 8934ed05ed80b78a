package io.laurel.worker.lms.profile;

import io.laurel.worker.text.BrokenTextException;
import io.laurel.worker.text.CsvRecord;
import io.laurel.worker.text.CsvRecords;
import io.laurel.worker.text.StrictReader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of one header and many rows: how it is written, what was found in its header, and its rows one at a time.
 *
 * @param <L> what reads the rows by the columns it found in the header
 */
final class Table<L> {

    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final Form form;
    private final L layout;
    private final int columns;
    private final CsvRecords records;
    private int number;

    private Table(Form form, L layout, int columns, CsvRecords records) {
        this.form = form;
        this.layout = layout;
        this.columns = columns;
        this.records = records;
    }

    /** How a header reads with one of the separators. */
    private record Reading<L>(Header header, L layout) {}

    /**
     * Finds out how the file is written: the separator is the one with which the layout finds its columns.
     *
     * @param renamed how the file names columns that it does not name as the layout does
     */
    static <L> Table<L> open(InputStream bytes, Map<String, String> renamed, Function<Header, L> layout) {
        var peekable = Encoding.peekable(bytes);
        var encoding = Encoding.of(peekable);
        var strict = new StrictReader(peekable, encoding.charset());
        var text = new RewindableReader(strict);
        try {
            var reading = choose(readings(text, strict, renamed, layout));
            var separator = reading.header().separator();
            text.rewindAndGoOn();
            var records = new CsvRecords(text, strict::quotes, separator);
            records.next();
            records.keep(reading.header().read());
            return new Table<>(
                    new Form(encoding.charset(), encoding.byteOrderMark(), separator),
                    reading.layout(),
                    reading.header().size(),
                    records);
        } catch (UnusableExportException e) {
            throw e;
        } catch (BrokenTextException e) {
            throw new UnusableExportException(e);
        }
    }

    private static <L> List<Reading<L>> readings(
            RewindableReader text, StrictReader strict, Map<String, String> renamed, Function<Header, L> layout) {
        var readings = new ArrayList<Reading<L>>();
        BrokenTextException broken = null;
        for (var separator : SEPARATORS) {
            try {
                text.rewind();
                var record = new CsvRecords(text, strict::quotes, separator).next();
                var header = new Header(record, separator, renamed);
                readings.add(new Reading<>(header, layout.apply(header)));
            } catch (BrokenTextException e) {
                broken = broken == null ? e : broken;
            }
        }
        if (readings.isEmpty()) {
            throw Objects.requireNonNull(broken);
        }
        return readings;
    }

    private static <L> Reading<L> choose(List<Reading<L>> readings) {
        var fitting =
                readings.stream().filter(reading -> reading.header().fits()).toList();
        if (fitting.isEmpty()) {
            var nearest = readings.stream()
                    .max((a, b) -> Integer.compare(a.header().size(), b.header().size()))
                    .orElseThrow();
            throw nearest.header().refusal();
        }
        if (fitting.size() > 1) {
            throw new UnusableExportException(
                    fitting.getFirst().header().line(),
                    "the header fits with several separators: "
                            + fitting.stream()
                                    .map(reading -> Form.nameOf(reading.header().separator()))
                                    .collect(Collectors.joining(" and "))
                            + ".");
        }
        return fitting.getFirst();
    }

    Form form() {
        return form;
    }

    L layout() {
        return layout;
    }

    /** Spreadsheets leave rows of nothing but separators behind; those are no more than empty lines. */
    private @Nullable CsvRecord nextWithContent() {
        var record = records.next();
        while (record != null && record.filled() == 0) {
            record = records.next();
        }
        return record;
    }

    /** Null at the end. */
    @Nullable
    Row next() {
        try {
            var record = nextWithContent();
            if (record == null) {
                return null;
            }
            if (record.filled() > columns) {
                throw new UnusableExportException(
                        record.line(), "%d columns, but the header has %d.".formatted(record.filled(), columns));
            }
            return new Row(++number, record);
        } catch (UnusableExportException e) {
            throw e;
        } catch (BrokenTextException e) {
            throw new UnusableExportException(e);
        }
    }
}
