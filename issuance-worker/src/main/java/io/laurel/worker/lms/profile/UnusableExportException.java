package io.laurel.worker.lms.profile;

/** The file is not such an export, or it is ambiguous how to read it, and will never be otherwise: nothing of it is issued. */
public final class UnusableExportException extends RuntimeException {

    private final long line;
    private final String failure;

    UnusableExportException(long line, String reason) {
        var text = "Line " + line + ": " + reason;
        super(text);
        this.line = line;
        this.failure = text;
    }

    /** The line that shows it, counted from 1. */
    public long line() {
        return line;
    }

    /** The line and the reason, for whoever made the export. */
    public String failure() {
        return failure;
    }
}
