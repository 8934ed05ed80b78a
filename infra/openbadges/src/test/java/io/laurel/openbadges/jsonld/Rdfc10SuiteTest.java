package io.laurel.openbadges.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsReader;
import com.apicatalog.rdf.nquads.NQuadsReaderException;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.Resources;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The W3C's test suite for RDFC-1.0; where its files come from is in the README beside them. */
class Rdfc10SuiteTest {

    record Case(String id, String hash, String name) {

        String input() {
            return file(id + "-in.nq");
        }

        String expected() {
            return file(id + "-rdfc10.nq");
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    static Stream<Case> canonical() {
        return cases("canonical");
    }

    static Stream<Case> refused() {
        return cases("refused");
    }

    private static Stream<Case> cases(String expectation) {
        return file("manifest.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", 4))
                .filter(row -> row[1].equals(expectation))
                .map(row -> new Case(row[0], row[2], row[3]));
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void aDatasetIsCanonicalizedAsTheSuiteSays(Case test) throws Exception {
        assertThat(utf8(read(test.input(), test.hash()).canonical())).isEqualTo(test.expected());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aPoisonedDatasetIsRefused(Case test) throws Exception {
        assertThatThrownBy(read(test.input(), test.hash())::canonical)
                .isInstanceOf(JsonLdException.class)
                .hasMessage("the document cannot be canonicalized");
    }

    /** The suite's map tests: the identifiers issued are those that turn the input into the output. */
    @ParameterizedTest
    @MethodSource("canonical")
    void theIssuedIdentifiersTurnTheInputIntoTheOutput(Case test) throws Exception {
        Rdfc10 dataset = read(test.input(), test.hash());
        dataset.canonical();

        assertThat(relabelled(test.input(), dataset.issuedIdentifiers())).isEqualTo(test.expected());
    }

    private static Rdfc10 read(String nquads, String hash) throws NQuadsReaderException, RdfConsumerException {
        Rdfc10 dataset = new Rdfc10(hash);
        new NQuadsReader(new StringReader(nquads)).provide(dataset);
        return dataset;
    }

    private static String relabelled(String nquads, Map<String, String> labels)
            throws NQuadsReaderException, RdfConsumerException {
        StringWriter lines = new StringWriter();
        NQuadsWriter writer = new NQuadsWriter(lines);
        new NQuadsReader(new StringReader(nquads)).provide(new Relabeller(writer, labels));
        return lines.toString()
                .lines()
                .distinct()
                .sorted(Rdfc10SuiteTest::byCodePoint)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private record Relabeller(NQuadsWriter writer, Map<String, String> labels) implements RdfQuadConsumer {

        @Override
        public RdfQuadConsumer quad(
                String subject,
                String predicate,
                String object,
                @Nullable String datatype,
                @Nullable String language,
                @Nullable String direction,
                @Nullable String graph)
                throws RdfConsumerException {
            boolean literal = RdfQuadConsumer.isLiteral(datatype, language, direction);
            writer.quad(
                    label(subject),
                    predicate,
                    literal ? object : label(object),
                    datatype,
                    language,
                    direction,
                    graph == null ? null : label(graph));
            return this;
        }

        private String label(String term) {
            return labels.getOrDefault(term, term);
        }
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String file(String name) {
        return Resources.text("jsonld/rdfc10/" + name);
    }
}
