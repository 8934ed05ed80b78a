package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.processor.ToRdfProcessor;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.laurel.openbadges.JsonLdException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringWriter;

/** From a JSON-LD document to canonical N-Quads: expansion, statements, RDFC-1.0 with SHA-256, in safe mode throughout. */
public final class Canonicalizer {

    public static final Canonicalizer PINNED = new Canonicalizer(Contexts.PINNED);

    /** Enough for any credential; a graph made to be hard to canonicalize is given up (RDFC-1.0, §7.1). */
    private static final int MOST_STEPS = 20_000;

    private final Contexts contexts;

    public Canonicalizer(Contexts contexts) {
        this.contexts = contexts;
    }

    /** The canonical N-Quads of a document. */
    public String canonical(JsonObject document) {
        RdfCanon canon = RdfCanon.create("SHA-256", steps());
        statements(document, canon);
        StringWriter nquads = new StringWriter(4096);
        try {
            canon.provide(new NQuadsWriter(nquads));
        } catch (RdfConsumerException | IllegalStateException tooHard) {
            throw new JsonLdException("the document cannot be canonicalized", tooHard);
        }
        return nquads.toString();
    }

    /** Hands over the statements of a document, its blank nodes named as they come. */
    public void statements(JsonObject document, RdfQuadConsumer consumer) {
        SafeMode.checkContexts(document);
        try {
            JsonLdOptions options = options();
            JsonArray expanded =
                    JsonLd.expand(JsonDocument.of(document)).options(options).get();
            SafeMode.checkExpanded(expanded);
            ToRdfProcessor.toRdf(consumer, expanded, options);
        } catch (JsonLdError notJsonLd) {
            throw new JsonLdException("not JSON-LD: " + notJsonLd.getMessage(), notJsonLd);
        }
    }

    private JsonLdOptions options() {
        JsonLdOptions options = new JsonLdOptions(contexts);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
        options.setProduceGeneralizedRdf(false);
        return options;
    }

    private static RdfCanonTicker steps() {
        return new RdfCanonTicker() {
            private int left = MOST_STEPS;

            @Override
            public void tick() {
                if (--left < 0) {
                    throw new IllegalStateException("too many steps");
                }
            }
        };
    }
}
