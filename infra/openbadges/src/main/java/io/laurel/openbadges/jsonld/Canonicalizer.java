package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.JsonLdOptions.RdfDirection;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.expansion.Expansion;
import com.apicatalog.jsonld.processor.ToRdfProcessor;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnknownContextException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * From a JSON-LD document to canonical N-Quads: expansion, statements, RDFC-1.0, in safe mode throughout. Thread-safe; keep it, because it
 * keeps the contexts that it has processed.
 */
public final class Canonicalizer {

    public static final Canonicalizer PINNED = new Canonicalizer(Contexts.PINNED);

    private static final String CONTEXT = "@context";

    private final JsonLdOptions options;
    private final ProcessedContexts processed;

    public Canonicalizer(Contexts contexts) {
        this.options = options(contexts);
        this.processed = new ProcessedContexts(options);
    }

    /**
     * The canonical N-Quads of a document, with SHA-256 as the hash of RDFC-1.0.
     *
     * @throws UnknownContextException if it names a context that is not at hand
     * @throws JsonLdException if it is not JSON-LD, has parts that no statement would hold, or is too hard to canonicalize
     */
    public String canonical(JsonObject document) {
        return canonical(document, "SHA-256");
    }

    /**
     * The canonical N-Quads of a document.
     *
     * @param hashAlgorithm the hash of RDFC-1.0: {@code SHA-256} or {@code SHA-384}
     */
    public String canonical(JsonObject document, String hashAlgorithm) {
        Rdfc10 dataset = new Rdfc10(hashAlgorithm);
        statements(document, dataset);
        return new String(dataset.canonical(), StandardCharsets.UTF_8);
    }

    /** Hands over the statements of a document, its blank nodes named as they come. */
    public void statements(JsonObject document, RdfQuadConsumer consumer) {
        SafeMode.checkSource(document);
        try {
            JsonArray expanded = expanded(document);
            SafeMode.checkExpanded(expanded);
            PropertyValues.check(expanded);
            ToRdfProcessor.toRdf(consumer, expanded, options);
        } catch (JsonLdError notJsonLd) {
            throw new JsonLdException("not JSON-LD: " + notJsonLd.getMessage(), notJsonLd);
        }
    }

    /** Expansion (JSON-LD 1.1 API, §5.1.2), by way of a context processed before where there is one. */
    JsonArray expanded(JsonObject document) throws JsonLdError {
        Optional<ActiveContext> context = processed.of(document.get(CONTEXT));
        if (context.isEmpty()) {
            return JsonLd.expand(JsonDocument.of(document)).options(options).get();
        }
        JsonObject bare = StrictJson.PROVIDER
                .createObjectBuilder(document)
                .remove(CONTEXT)
                .build();
        return array(Expansion.with(context.get(), bare, null, null).compute());
    }

    /** Steps 8.1 to 8.3; a graph at the top does not get here, because safe mode refuses the keyword. */
    private static JsonArray array(JsonValue expanded) {
        return switch (expanded.getValueType()) {
            case ARRAY -> expanded.asJsonArray();
            case NULL -> JsonValue.EMPTY_JSON_ARRAY;
            case OBJECT, STRING, NUMBER, TRUE, FALSE ->
                StrictJson.PROVIDER.createArrayBuilder().add(expanded).build();
        };
    }

    private static JsonLdOptions options(Contexts contexts) {
        JsonLdOptions options = new JsonLdOptions(contexts);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
        options.setProduceGeneralizedRdf(false);
        // As other verifiers of Data Integrity do it; without it a base direction would be in no statement.
        options.setRdfDirection(RdfDirection.I18N_DATATYPE);
        // Titanium's own caches are not thread-safe, and keep no processed context.
        options.setContextCache(null);
        options.setDocumentCache(null);
        return options;
    }
}
