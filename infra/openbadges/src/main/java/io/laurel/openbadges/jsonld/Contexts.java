package io.laurel.openbadges.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import io.laurel.openbadges.encoding.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The JSON-LD contexts that this library knows, pinned by their SHA-256. Any other is an error, never a request. */
public final class Contexts implements DocumentLoader {

    public static final String CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2";
    public static final String OPEN_BADGES_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /** What an OpenBadgeCredential names, in this order. */
    public static final List<String> OPEN_BADGES = List.of(CREDENTIALS_V2, OPEN_BADGES_3_0_3);

    public static final Contexts PINNED = new Contexts(Map.of(
            CREDENTIALS_V2,
            pinned("credentials-v2.json", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
            OPEN_BADGES_3_0_3,
            pinned("open-badges-3.0.3.json", "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761")));

    private final Map<String, Document> documents;

    private Contexts(Map<String, Document> documents) {
        this.documents = Map.copyOf(documents);
    }

    /** These contexts and one more. */
    public Contexts with(String address, byte[] context) {
        Map<String, Document> more = new HashMap<>(documents);
        more.put(address, JsonDocument.of(StrictJson.object(context)));
        return new Contexts(more);
    }

    @Override
    public Document loadDocument(URI url, DocumentLoaderOptions options) throws JsonLdError {
        Document document = documents.get(url.toString());
        if (document == null) {
            throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, "the context is not known: " + url);
        }
        return document;
    }

    private static Document pinned(String file, String sha256) {
        byte[] context = read(file);
        if (!HexFormat.of().formatHex(Sha256.of(context)).equals(sha256)) {
            throw new IllegalStateException("the pinned context " + file + " was changed");
        }
        return JsonDocument.of(StrictJson.object(context));
    }

    private static byte[] read(String file) {
        try (InputStream resource = Contexts.class.getResourceAsStream("contexts/" + file)) {
            if (resource == null) {
                throw new IllegalStateException("the pinned context " + file + " is missing");
            }
            return resource.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
