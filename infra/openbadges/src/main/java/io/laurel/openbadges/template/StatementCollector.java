package io.laurel.openbadges.template;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the statements of a sample credential and tells its holes from what every credential says. */
final class StatementCollector implements RdfQuadConsumer {

    private final Map<String, Hole> holes;
    private final Map<String, Integer> blanks = new HashMap<>();
    private final Set<Said> statements = new LinkedHashSet<>();
    private boolean beyondTemplates;

    private record Said(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language) {}

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
        beyondTemplates |= graph != null || direction != null;
        statements.add(new Said(subject, predicate, object, datatype, language));
        return this;
    }

    List<StatementTemplate> statements() {
        return statements.stream().map(this::template).collect(Collectors.toUnmodifiableList());
    }

    /** How many blank nodes there are, after {@link #statements}. */
    int blanks() {
        return blanks.size();
    }

    /** Whether something was said that templates do not hold: outside the default graph, or in a direction. */
    boolean isBeyondTemplates() {
        return beyondTemplates;
    }

    private StatementTemplate template(Said said) {
        Term object = RdfQuadConsumer.isLiteral(said.datatype(), said.language(), null)
                ? literal(said.object(), said.datatype(), said.language())
                : resource(said.object());
        return new StatementTemplate(resource(said.subject()), NQuadsWriter.resource(said.predicate()), object);
    }

    private Term resource(String value) {
        if (RdfQuadConsumer.isBlank(value)) {
            return new Term.Blank(blanks.computeIfAbsent(value, _ -> blanks.size()));
        }
        Hole hole = holes.get(value);
        return hole == null ? Term.fixed(NQuadsWriter.resource(value)) : Term.openResource(hole);
    }

    private Term literal(String value, @Nullable String datatype, @Nullable String language) {
        Hole hole = holes.get(value);
        return hole == null
                ? Term.fixed(NQuadsWriter.literal(value, datatype, language, null))
                : Term.openLiteral(hole, datatype);
    }
}
