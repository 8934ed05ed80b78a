package io.laurel.openbadges.jsonld;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsAlphabet;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Digests;
import io.laurel.openbadges.encoding.Text;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RDF Dataset Canonicalization 1.0 of one dataset, in code point order and with a bound on work.
 *
 * <p>Titanium sorts strings by UTF-16 units where the specification wants code points. So it is given each text as its UTF-8 bytes, one
 * character a byte: the order of bytes is that of code points, what N-Quads escape is ASCII in both, and {@link BytesDigest} hashes the
 * bytes as they are meant.
 */
final class Rdfc10 implements RdfQuadConsumer {

    /**
     * The most steps for nodes that their own statements do not tell apart (Hash N-Degree Quads). Credentials need none or a few; a graph
     * made to be hard to canonicalize is given up (RDFC-1.0, §7.1).
     */
    static final int MOST_STEPS = 20_000;

    private final Set<Statement> statements = new HashSet<>();
    private final Steps steps = new Steps();
    private final RdfCanon canon;

    private record Statement(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language,
            @Nullable String graph) {}

    Rdfc10(String hashAlgorithm) {
        this.canon = RdfCanon.create(new BytesDigest(Digests.named(hashAlgorithm)), steps);
    }

    @Override
    public RdfQuadConsumer quad(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language,
            @Nullable String direction,
            @Nullable String graph) {
        if (direction != null) {
            // JSON-LD 1.1 API, §8.2.2: the datatype says language and direction. Titanium would write no N-Quads of it.
            return quad(subject, predicate, object, directed(language, direction), null, null, graph);
        }
        Statement statement = new Statement(
                bytes(subject),
                bytes(predicate),
                bytes(object),
                datatype == null ? null : bytes(datatype),
                language,
                graph == null ? null : bytes(graph));
        // A dataset is a set: a statement that is made twice must not be hashed twice.
        if (statements.add(statement)) {
            steps.allowFor(mentions(statement));
            canon.quad(
                    statement.subject(),
                    statement.predicate(),
                    statement.object(),
                    statement.datatype(),
                    language,
                    null,
                    statement.graph());
        }
        return this;
    }

    private static String directed(@Nullable String language, String direction) {
        return NQuadsAlphabet.I18N_BASE + (language == null ? "" : language) + "_" + direction;
    }

    private static int mentions(Statement statement) {
        return (RdfQuadConsumer.isBlank(statement.subject()) ? 1 : 0)
                + (RdfQuadConsumer.isBlank(statement.object()) ? 1 : 0)
                + (RdfQuadConsumer.isBlank(statement.graph()) ? 1 : 0);
    }

    /**
     * The canonical N-Quads in UTF-8.
     *
     * @throws JsonLdException if that takes too many steps
     */
    byte[] canonical() {
        StringWriter nquads = new StringWriter(4096);
        try {
            canon.provide(new NQuadsWriter(nquads));
        } catch (RdfConsumerException | IllegalStateException tooHard) {
            throw new JsonLdException("the document cannot be canonicalized", tooHard);
        }
        return nquads.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The canonical label of each blank node, after {@link #canonical}. */
    Map<String, String> issuedIdentifiers() {
        return canon.mapping();
    }

    /** The UTF-8 of a text, one character a byte. */
    private static String bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                byte[] utf8 = Text.wellFormed(text, "a term").getBytes(StandardCharsets.UTF_8);
                return new String(utf8, StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }
}
