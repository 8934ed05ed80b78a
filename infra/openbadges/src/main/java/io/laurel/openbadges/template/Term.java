package io.laurel.openbadges.template;

import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One term of a statement in a {@link StatementTemplate}. */
sealed interface Term {

    /**
     * Writes this term.
     *
     * @param labels the names of the blank nodes by number
     */
    void write(Lines lines, byte[][] labels, Fillings fillings);

    /** A term that is the same in every credential. */
    final class Fixed implements Term {

        private final byte[] nquads;

        private Fixed(String nquads) {
            this.nquads = utf8(nquads);
        }

        @Override
        public void write(Lines lines, byte[][] labels, Fillings fillings) {
            lines.append(nquads);
        }
    }

    /** A node without a name; its number is its place in the template. */
    record Blank(int number) implements Term {

        @Override
        public void write(Lines lines, byte[][] labels, Fillings fillings) {
            lines.append(labels[number]);
        }
    }

    /** A term whose value the credential gives; what is written around it stays. */
    final class Open implements Term {

        private final Hole hole;
        private final byte[] before;
        private final byte[] after;

        private Open(Hole hole, String before, String after) {
            this.hole = hole;
            this.before = utf8(before);
            this.after = utf8(after);
        }

        @Override
        public void write(Lines lines, byte[][] labels, Fillings fillings) {
            lines.append(before).append(fillings.of(hole)).append(after);
        }
    }

    /** A term as N-Quads write it. */
    static Term fixed(String nquads) {
        return new Fixed(nquads);
    }

    static Term openResource(Hole hole) {
        return new Open(hole, "<", ">");
    }

    static Term openLiteral(Hole hole, @Nullable String datatype) {
        return new Open(
                hole, "\"", NQuadsWriter.literal("", datatype, null, null).substring(1));
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
