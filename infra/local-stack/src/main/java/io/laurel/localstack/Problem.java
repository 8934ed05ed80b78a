package io.laurel.localstack;

/** Why the local stack cannot start or go on, in one line for a person, with what to do about it. */
public final class Problem extends RuntimeException {

    private final String line;

    public Problem(String message) {
        super(message);
        this.line = message;
    }

    public Problem(String message, Throwable cause) {
        super(message, cause);
        this.line = message;
    }

    String line() {
        return line;
    }
}
