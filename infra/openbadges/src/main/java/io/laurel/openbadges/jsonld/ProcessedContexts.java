package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import io.laurel.openbadges.encoding.Recent;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Active contexts (JSON-LD 1.1 API, §4.1), processed once for each list of addresses. Processing costs three times what the rest of an
 * expansion does, and its result depends on nothing but the contexts, which are pinned.
 */
final class ProcessedContexts {

    private static final int MOST = 128;

    private final JsonLdOptions options;
    private final Recent<List<String>, ActiveContext> byAddresses = new Recent<>(MOST);

    ProcessedContexts(JsonLdOptions options) {
        this.options = options;
    }

    /**
     * The active context of a document's {@code @context}.
     *
     * @return empty if it is not to be kept: it names something else than pinned addresses, or does not propagate
     */
    Optional<ActiveContext> of(@Nullable JsonValue context) throws JsonLdError {
        Optional<List<String>> addresses = pinnedAddresses(context);
        if (context == null || addresses.isEmpty()) {
            return Optional.empty();
        }
        ActiveContext active = byAddresses.get(addresses.get());
        if (active == null) {
            active = new ActiveContext(null, null, ProcessingRuntime.of(options))
                    .newContext()
                    .create(context, null);
            byAddresses.put(addresses.get(), active);
        }
        return Optional.of(active).filter(propagated -> propagated.getPreviousContext() == null);
    }

    private static Optional<List<String>> pinnedAddresses(@Nullable JsonValue context) {
        List<JsonValue> values =
                context instanceof JsonArray several ? several : context == null ? List.of() : List.of(context);
        List<String> addresses = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            if (!(value instanceof JsonString address && Contexts.isPinned(address.getString()))) {
                return Optional.empty();
            }
            addresses.add(address.getString());
        }
        return Optional.of(addresses);
    }
}
