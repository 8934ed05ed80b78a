package io.laurel.worker.cohort;

/** The upload cannot be read to its end, and never will be: nothing of it is issued. */
final class BrokenUploadException extends RuntimeException {

    private final String failure;

    BrokenUploadException(long line, String reason) {
        var text = "Line " + line + ": " + reason;
        super(text);
        this.failure = text;
    }

    /** The line and the reason, for whoever uploaded it. */
    String failure() {
        return failure;
    }
}
