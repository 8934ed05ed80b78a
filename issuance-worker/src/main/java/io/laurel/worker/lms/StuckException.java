package io.laurel.worker.lms;

import org.jspecify.annotations.Nullable;

/** A source cannot be seen to its end now, though its place is there; the message is for the organization. */
final class StuckException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;

    StuckException(String why, @Nullable Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    static StuckException over(String file, Exception cause) {
        return new StuckException(
                "%s cannot be read or put away now (%s)."
                        .formatted(file, cause.getClass().getSimpleName()),
                cause);
    }

    String why() {
        return why;
    }
}
