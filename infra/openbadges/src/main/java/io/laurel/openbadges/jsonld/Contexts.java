package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import io.laurel.openbadges.UnknownContextException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON-LD contexts that this library knows, pinned by their SHA-256. Any other is an error, never a request. */
public final class Contexts implements DocumentLoader {

    public static final String CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2";
    public static final String OPEN_BADGES_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    public static final String OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

    /** What a Profile and an Achievement name, in this order. */
    public static final List<String> OPEN_BADGES = List.of(CREDENTIALS_V2, OPEN_BADGES_3_0_3);

    /** What an OpenBadgeCredential names, in this order: the last defines the type of its schema. */
    public static final List<String> OPEN_BADGE_CREDENTIAL =
            List.of(CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS);

    public static final Contexts PINNED = new Contexts(PinnedContexts.read());

    private final Map<String, Document> documents;

    private Contexts(Map<String, Document> documents) {
        this.documents = Map.copyOf(documents);
    }

    /** These contexts and one more, which the caller answers for. */
    public Contexts with(String address, byte[] context) {
        Map<String, Document> more = new HashMap<>(documents);
        more.put(address, document(context));
        return new Contexts(more);
    }

    static boolean isPinned(String address) {
        return PINNED.documents.containsKey(address);
    }

    /** The addresses of the contexts that are at hand. */
    public Set<String> addresses() {
        return documents.keySet();
    }

    /**
     * For Titanium.
     *
     * @throws UnknownContextException if the context is not at hand
     */
    @Override
    public Document loadDocument(URI url, DocumentLoaderOptions options) {
        Document document = documents.get(url.toString());
        if (document == null) {
            throw new UnknownContextException(url, null);
        }
        return document;
    }

    static Document document(byte[] context) {
        return JsonDocument.of(StrictJson.object(context));
    }
}
