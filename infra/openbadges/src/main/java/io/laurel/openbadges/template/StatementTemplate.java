package io.laurel.openbadges.template;

import java.util.Map;

/** One statement in the default graph, its subject and object perhaps open. */
record StatementTemplate(Term subject, String predicate, Term object) {

    String line(String[] labels, Map<Hole, String> fillings) {
        return subject.text(labels, fillings) + predicate + object.text(labels, fillings) + " .\n";
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
