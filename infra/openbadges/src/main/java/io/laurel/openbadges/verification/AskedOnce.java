package io.laurel.openbadges.verification;

import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Relationship;
import io.laurel.openbadges.key.Resolution;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers keys for one judgement, so that whoever publishes them is asked once although two ways of checking want them. */
final class AskedOnce implements KeyResolver {

    private final KeyResolver keys;
    private final Map<Question, Resolution> answers = new HashMap<>();

    /** Texts, because URIs that are written differently can be equal. */
    private record Question(String method, Relationship relationship) {}

    AskedOnce(KeyResolver keys) {
        this.keys = keys;
    }

    @Override
    public Resolution resolve(URI method, Relationship relationship, Instant now) {
        Question question = new Question(method.toString(), relationship);
        Resolution known = answers.get(question);
        if (known == null) {
            known = keys.resolve(method, relationship, now);
            answers.put(question, known);
        }
        return known;
    }

    @Override
    public List<Resolution> resolveAll(URI controller, Relationship relationship, Instant now) {
        return keys.resolveAll(controller, relationship, now);
    }
}
