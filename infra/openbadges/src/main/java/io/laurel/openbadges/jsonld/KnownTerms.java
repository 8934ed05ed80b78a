package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every term that a pinned context defines, at its top or for a type or a property, and every address that one stands for. */
final class KnownTerms {

    static final Set<String> TERMS;
    static final Set<String> ADDRESSES;

    static {
        KnownTerms known = new KnownTerms();
        Contexts.PINNED.addresses().forEach(known::collect);
        TERMS = Set.copyOf(known.terms);
        ADDRESSES = Set.copyOf(known.addresses);
    }

    private final ActiveContext empty = new ActiveContext(ProcessingRuntime.of(new JsonLdOptions(Contexts.PINNED)));
    private final Set<String> terms = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();
    private final Set<JsonValue> seen = new HashSet<>();

    private KnownTerms() {}

    private void collect(String address) {
        collect(empty, StrictJson.PROVIDER.createValue(address));
    }

    private void collect(ActiveContext around, @Nullable JsonValue context) {
        if (context == null || !seen.add(context)) {
            return;
        }
        try {
            ActiveContext active = around.newContext().overrideProtected(true).create(context, null);
            for (Map.Entry<String, TermDefinition> term :
                    active.getTermsMapping().entrySet()) {
                terms.add(term.getKey());
                if (term.getValue().getUriMapping() != null) {
                    addresses.add(term.getValue().getUriMapping());
                }
                collect(active, term.getValue().getLocalContext());
            }
        } catch (JsonLdError broken) {
            throw new IllegalStateException("a pinned context cannot be processed", broken);
        }
    }
}
