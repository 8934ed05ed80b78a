package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.laurel.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Checks how a body begins, so that a wrong file is refused before any of it is stored. */
final class Head {

    /** A header of more than this is no header. */
    static final int LENGTH = 64 * 1024;

    private static final String EXPECTED = "expected a header row with the columns name and email, separated by commas"
            + " (optional: evidence_url, public)";

    private Head() {}

    /**
     * A CSV's header row, and whether there is any other. Read as the worker reads them, who judges the rows.
     *
     * @param isWhole whether this is all of the body
     */
    static void checkCsv(byte[] head, boolean isWhole) {
        String text = text(head, isWhole);
        if (text.isBlank()) {
            throw empty();
        }
        try (var records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text)) {
            var iterator = records.iterator();
            checkHeader(iterator.next());
            if (isWhole && !iterator.hasNext()) {
                throw ApiException.validation("The file has a header and no rows.");
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw ApiException.validation("The file cannot be read as CSV: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkHeader(CsvRecord header) {
        List<String> columns = header.getFields().stream()
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!columns.contains("name") || !columns.contains("email")) {
            throw ApiException.validation("Line " + header.getStartingLineNumber() + " is not a header: " + EXPECTED
                    + ", found: " + shortened(String.join(",", header.getFields())));
        }
        var seen = new HashSet<String>();
        for (String column : columns) {
            if (!column.isEmpty() && !seen.add(column)) {
                throw ApiException.validation("Line " + header.getStartingLineNumber() + " is not a header: the column "
                        + shortened(column) + " is there twice.");
            }
        }
    }

    /** How NDJSON begins: whether this is that format at all. A first line that begins as an object and is none is a bad row, like any other. */
    static void checkNdjson(byte[] head, boolean isWhole) {
        String text = text(head, isWhole);
        String content = text.stripLeading();
        if (content.isEmpty()) {
            throw empty();
        }
        if (content.charAt(0) != '{') {
            long blankLines = text.chars()
                    .limit(text.length() - content.length())
                    .filter(c -> c == '\n')
                    .count();
            throw ApiException.validation("Line " + (blankLines + 1)
                    + " is not a JSON object: expected one object with name and email on each line.");
        }
    }

    private static ApiException empty() {
        return ApiException.validation("The body is empty: " + EXPECTED + ".");
    }

    /** Without the byte order mark, and without a character that the end of the head cut. */
    private static String text(byte[] head, boolean isWhole) {
        String text = new String(head, UTF_8);
        if (!isWhole && text.endsWith("\ufffd")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }
}
