package io.laurel.worker.lms.profile;

import org.jspecify.annotations.Nullable;

/** The rows of an export, one at a time: never more of the file in memory than a row and a buffer. */
public interface ExportRows {

    Form form();

    /**
     * Reads on.
     *
     * @return null at the end
     * @throws UnusableExportException when the export cannot be read to its end
     * @throws java.io.UncheckedIOException when its stream cannot
     */
    @Nullable
    ExportRow next();
}
