package io.laurel.openbadges.template;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the statements of a sample credential and tells its holes from what every credential says. */
final class StatementCollector implements RdfQuadConsumer {

    private final Map<String, Hole> holes;
    private final Map<String, Term.Blank> blanks = new HashMap<>();
    private final Set<StatementTemplate> statements = new LinkedHashSet<>();
    private boolean namedGraph;

    StatementCollector(Map<String, Hole> holes) {
        this.holes = holes;
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
        namedGraph |= graph != null;
        Term said = RdfQuadConsumer.isLiteral(datatype, language, direction)
                ? literal(object, datatype, language, direction)
                : resource(object);
        String between = " " + NQuadsWriter.resource(predicate) + " ";
        statements.add(new StatementTemplate(resource(subject), between, said));
        return this;
    }

    List<StatementTemplate> statements() {
        return List.copyOf(statements);
    }

    int blanks() {
        return blanks.size();
    }

    /** Whether something was said outside the default graph, which templates do not hold. */
    boolean hasNamedGraph() {
        return namedGraph;
    }

    private Term resource(String value) {
        if (RdfQuadConsumer.isBlank(value)) {
            return blanks.computeIfAbsent(value, _ -> new Term.Blank(blanks.size()));
        }
        Hole hole = holes.get(value);
        return hole == null ? new Term.Fixed(NQuadsWriter.resource(value)) : new Term.Open(hole, null);
    }

    private Term literal(
            String value, @Nullable String datatype, @Nullable String language, @Nullable String direction) {
        Hole hole = holes.get(value);
        return hole == null
                ? new Term.Fixed(NQuadsWriter.literal(value, datatype, language, direction))
                : new Term.Open(hole, datatype);
    }
}
