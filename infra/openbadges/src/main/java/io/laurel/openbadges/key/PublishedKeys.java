package io.laurel.openbadges.key;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys where their controllers publish them: {@code did:key} in itself, {@code did:web} and {@code https} in documents that a loader
 * fetches (Controlled Identifiers 1.0, §3.3). At most two documents are fetched for a key. Thread-safe.
 */
public final class PublishedKeys implements KeyResolver {

    private static final int MOST_KEYS = 32;

    private final DocumentLoader loader;
    private final SignatureProvider provider;

    /** Keys whose signatures BouncyCastle checks. */
    public PublishedKeys(DocumentLoader loader) {
        this(loader, SignatureProvider.BOUNCY_CASTLE);
    }

    /** Keys whose Ed25519 signatures a provider of one's choice checks. */
    public PublishedKeys(DocumentLoader loader, SignatureProvider provider) {
        this.loader = loader;
        this.provider = provider;
    }

    @Override
    public Resolution resolve(URI method, Relationship relationship, Instant now) {
        String did = withoutFragment(method.toString());
        if (DidKey.isDidKey(did)) {
            return DidKey.resolve(method, did, provider);
        }
        try {
            return resolve(method, document(did), relationship, now);
        } catch (Missing missing) {
            return missing.resolution;
        }
    }

    @Override
    public List<Resolution> resolveAll(URI controller, Relationship relationship, Instant now) {
        if (DidKey.isDidKey(controller.toString())) {
            return List.of(DidKey.resolve(controller, controller.toString(), provider));
        }
        try {
            ControllerDocument document = document(controller.toString());
            List<Resolution> found = document.listed(relationship).stream()
                    .limit(MOST_KEYS)
                    .filter(id -> !isOfAnother(id, document))
                    .map(id -> resolve(id, document, relationship, now))
                    .toList();
            return found.isEmpty()
                    ? List.of(new Resolution.NotThere(controller + " lists no key for " + relationship.term() + "."))
                    : found;
        } catch (Missing missing) {
            return List.of(missing.resolution);
        }
    }

    /** A key that another controls is not the one's who was asked for, and who that other is, a stranger wrote. */
    private static boolean isOfAnother(String id, ControllerDocument document) {
        return document.method(id)
                .map(method -> method.get("controller"))
                .filter(controller -> controller instanceof JsonString another
                        && !another.getString().equals(document.id()))
                .isPresent();
    }

    private Resolution resolve(String id, ControllerDocument document, Relationship relationship, Instant now) {
        try {
            return resolve(URI.create(id), document, relationship, now);
        } catch (Missing missing) {
            return missing.resolution;
        } catch (IllegalArgumentException noAddress) {
            return new Resolution.NotThere("A key's id is no address.");
        }
    }

    private Resolution resolve(URI id, ControllerDocument document, Relationship relationship, Instant now)
            throws Missing {
        // 1. The method, where its identifier says it is.
        JsonObject method = document.method(id.toString())
                .orElseThrow(() -> no("The document of " + document.id() + " has no key " + id + "."));
        // 2. Its controller's document, which must list it for the purpose.
        String controller = controller(method, document);
        ControllerDocument lister = controller.equals(document.id()) ? document : document(controller);
        if (!lister.lists(id.toString(), relationship)) {
            throw no(controller + " does not list the key " + id + " for " + relationship.term() + ".");
        }
        // 3. A key that is still good.
        refuseExpired(id, method, now);
        try {
            return new Resolution.Found(
                    new VerificationMethod(id, URI.create(controller), MethodReader.key(method, provider)));
        } catch (UnknownKeyKindException unknown) {
            throw unavailable("The key " + id + " is " + unknown.getMessage() + ".");
        } catch (IllegalArgumentException unusable) {
            throw no("The key " + id + " is unusable: " + unusable.getMessage() + ".");
        }
    }

    private static String controller(JsonObject method, ControllerDocument document) throws Missing {
        return switch (method.get("controller")) {
            case null -> document.id();
            case JsonString controller -> controller.getString();
            default -> throw no("The key of " + document.id() + " names its controller in no form known here.");
        };
    }

    private static void refuseExpired(URI id, JsonObject method, Instant now) throws Missing {
        for (String member : List.of("expires", "revoked")) {
            if (!method.containsKey(member)) {
                continue;
            }
            Optional<Instant> end = DateTimeStamp.parse(StrictJson.text(method, member));
            if (end.isEmpty() || !end.get().isAfter(now)) {
                throw no("The key " + id + (member.equals("revoked") ? " was revoked." : " has expired."));
            }
        }
    }

    /** The document of a DID or of an https address without fragment; it must say that it is about just that. */
    private ControllerDocument document(String identifier) throws Missing {
        byte[] bytes;
        try {
            bytes = loader.load(address(identifier));
        } catch (DocumentUnavailableException gone) {
            throw unavailable("The document of " + identifier + " is not to be had: " + gone.getMessage());
        }
        ControllerDocument document = ControllerDocument.read(bytes)
                .orElseThrow(() -> unavailable("What lies at " + identifier + " is not a JSON document."));
        if (document.id().isEmpty() && document.json().containsKey("kty")) {
            throw unavailable("The key at " + identifier + " does not say whose it is.");
        }
        if (!withoutFragment(document.id()).equals(identifier)) {
            throw no("The document at " + identifier + " is about something else.");
        }
        return document;
    }

    private static URI address(String identifier) throws Missing {
        if (DidWeb.isDidWeb(identifier)) {
            return DidWeb.document(identifier).orElseThrow(() -> no(identifier + " is not a did:web."));
        }
        if (!identifier.startsWith("https://")) {
            throw unavailable("Keys of " + scheme(identifier) + " are not known here.");
        }
        try {
            return new URI(identifier);
        } catch (URISyntaxException malformed) {
            throw no(identifier + " is no address.");
        }
    }

    private static String scheme(String identifier) {
        String[] parts = identifier.split(":", 3);
        return parts[0].equals("did") && parts.length > 1 ? "did:" + parts[1] : parts[0];
    }

    private static String withoutFragment(String identifier) {
        int fragment = identifier.indexOf('#');
        return fragment < 0 ? identifier : identifier.substring(0, fragment);
    }

    private static Missing no(String reason) {
        return new Missing(new Resolution.NotThere(reason));
    }

    private static Missing unavailable(String reason) {
        return new Missing(new Resolution.Unavailable(reason));
    }

    /** Ends a look-up with its answer. */
    private static final class Missing extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Resolution resolution;

        Missing(Resolution resolution) {
            super(null, null, false, false);
            this.resolution = resolution;
        }
    }
}
