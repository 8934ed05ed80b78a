package io.laurel.openbadges.key;

/** A key may well be good, but it is of a kind that this library does not know; the message names it. */
final class UnknownKeyKindException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnknownKeyKindException(String message) {
        super(message);
    }
}
