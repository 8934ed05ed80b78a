package io.laurel.openbadges.jsonld;

import com.apicatalog.rdf.canon.RdfCanonTicker;

/**
 * Counts the steps of one canonicalization. What every dataset costs, a hash for each blank node of each statement, is allowed as the
 * statements come; on top of it stands a fixed number of steps for telling alike nodes apart, whose cost can be exponential.
 */
final class Steps implements RdfCanonTicker {

    private static final int PASSES = 2;

    private long left = Rdfc10.MOST_STEPS;

    /** Allows for hashing a statement at each of its blank nodes, and for the nodes themselves, in both passes. */
    void allowFor(int mentions) {
        left += 2L * PASSES * mentions;
    }

    @Override
    public void tick() {
        if (--left < 0) {
            throw new IllegalStateException("more than " + Rdfc10.MOST_STEPS + " steps to tell blank nodes apart");
        }
    }
}
