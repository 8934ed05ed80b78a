package io.laurel.worker.lms.profile;

import io.laurel.worker.text.BrokenTextException;

/** The file is not such an export, or it is ambiguous how to read it, and will never be otherwise: nothing of it is issued. */
public final class UnusableExportException extends BrokenTextException {

    UnusableExportException(long line, String reason) {
        super(line, reason);
    }

    UnusableExportException(BrokenTextException text) {
        super(text.line(), text.reason());
    }
}
