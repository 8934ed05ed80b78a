package io.laurel.worker.text;

/** A text cannot be read to its end, and never will be. */
public class BrokenTextException extends RuntimeException {

    private final long line;
    private final String reason;

    public BrokenTextException(long line, String reason) {
        super("Line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    /** The line that shows it, counted from 1. */
    public long line() {
        return line;
    }

    public String reason() {
        return reason;
    }

    /** The line and the reason, for whoever wrote the text. */
    public String failure() {
        return "Line " + line + ": " + reason;
    }
}
