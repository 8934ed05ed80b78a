package io.laurel.ingress.picture.drawing;

/** A picture that cannot be drawn. */
final class UndrawableException extends Exception {

    private final String why;

    UndrawableException(String why) {
        super(why);
        this.why = why;
    }

    /** Worded to follow the field's name: "is no JPEG that can be read". */
    String why() {
        return why;
    }
}
