package io.laurel.openbadges.template;

import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One term of a statement in a {@link StatementTemplate}. */
sealed interface Term {

    /** A term that is the same in every credential, as N-Quads write it. */
    record Fixed(String nquads) implements Term {}

    /** A node without a name; its number is its place in the template. */
    record Blank(int number) implements Term {}

    /** A term whose value the credential gives; the type of a literal stays. */
    record Open(Hole hole, @Nullable String datatype) implements Term {

        String filled(String value) {
            return hole.isIri() ? NQuadsWriter.resource(value) : NQuadsWriter.literal(value, datatype, null, null);
        }
    }

    /**
     * The text of this term.
     *
     * @param labels the names of the blank nodes by number
     * @param fillings what the holes are filled with
     */
    default String text(String[] labels, Map<Hole, String> fillings) {
        return switch (this) {
            case Fixed fixed -> fixed.nquads();
            case Blank blank -> labels[blank.number()];
            case Open open -> filling(fillings.get(open.hole()), open);
        };
    }

    private static String filling(@Nullable String value, Open open) {
        if (value == null) {
            throw new IllegalStateException("nothing to fill " + open.hole() + " with");
        }
        return open.filled(value);
    }

    default boolean isOpen() {
        return this instanceof Open;
    }

    default boolean isFixed() {
        return this instanceof Fixed;
    }

    default boolean isBlank(int number) {
        return this instanceof Blank blank && blank.number() == number;
    }
}
