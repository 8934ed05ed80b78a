package io.laurel.worker.lms.profile;

/** Nothing can be said of a row; the message is a sentence. Made by the thousand, so it has no stack trace. */
final class FaultyRowException extends RuntimeException {

    private final String why;

    FaultyRowException(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
