package io.laurel.openbadges.template;

import java.nio.charset.StandardCharsets;

/** One statement in the default graph, its subject and object perhaps open. */
final class StatementTemplate {

    private static final byte[] END = " .\n".getBytes(StandardCharsets.US_ASCII);

    private final Term subject;
    private final byte[] predicate;
    private final Term object;

    /**
     * A statement.
     *
     * @param predicate as N-Quads write it
     */
    StatementTemplate(Term subject, String predicate, Term object) {
        this.subject = subject;
        this.predicate = (" " + predicate + " ").getBytes(StandardCharsets.UTF_8);
        this.object = object;
    }

    void write(Lines lines, byte[][] labels, Fillings fillings) {
        int start = lines.position();
        subject.write(lines, labels, fillings);
        lines.append(predicate);
        object.write(lines, labels, fillings);
        lines.append(END);
        lines.end(start);
    }

    boolean isOpen() {
        return subject.isOpen() || object.isOpen();
    }

    boolean isFixed() {
        return subject.isFixed() && object.isFixed();
    }

    boolean mentions(int blank) {
        return subject.isBlank(blank) || object.isBlank(blank);
    }
}
