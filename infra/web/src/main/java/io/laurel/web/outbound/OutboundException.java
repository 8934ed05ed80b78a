package io.laurel.web.outbound;

/** A look-up that was refused, or that brought nothing; the message is one sentence for people. */
public final class OutboundException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is nothing. */
    public enum Why {
        /** The address is not one that we ask. */
        REFUSED,
        /** There is definitely nothing: 404 or 410. */
        ABSENT,
        /** It may be there another time: no connection, no time, too much, another status. */
        FAILED
    }

    private final Why why;

    OutboundException(Why why, String message) {
        super(message);
        this.why = why;
    }

    OutboundException(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
