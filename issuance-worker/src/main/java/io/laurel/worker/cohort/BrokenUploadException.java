package io.laurel.worker.cohort;

import io.laurel.worker.text.BrokenTextException;

/** The upload cannot be read to its end, and never will be: nothing of it is issued. */
final class BrokenUploadException extends BrokenTextException {

    BrokenUploadException(long line, String reason) {
        super(line, reason);
    }
}
