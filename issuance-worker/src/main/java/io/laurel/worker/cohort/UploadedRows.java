package io.laurel.worker.cohort;

import io.laurel.worker.text.BrokenTextException;
import io.laurel.worker.text.StrictReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rows of an upload, one at a time: never more of the file in memory than a row and a buffer. */
sealed interface UploadedRows permits CsvRows, JsonRows, NdjsonRows {

    /** More than any honest row needs; an unclosed quote or a missing line break ends here. */
    int MAX_CHARACTERS = 1 << 20;

    /**
     * Reads on.
     *
     * @return null at the end
     * @throws BrokenTextException when the upload cannot be read to its end
     */
    @Nullable
    UploadedRow next();

    static UploadedRows of(String format, InputStream bytes) {
        var text = new StrictReader(bytes, StandardCharsets.UTF_8);
        return switch (format) {
            case "csv" -> new CsvRows(text);
            case "ndjson" -> new NdjsonRows(text);
            case "json" -> new JsonRows(text);
            default -> throw new IllegalArgumentException("no such format: " + format);
        };
    }
}
