package io.laurel.openbadges;

import java.net.URI;

/**
 * Fetches documents from the web: DID documents, verification methods, status lists. This library opens no socket; who wants it to look
 * outside hands in a loader, and answers for which addresses it may ask, how long and how much. Implementations are thread-safe.
 */
@FunctionalInterface
public interface DocumentLoader {

    /** Refuses every address. */
    DocumentLoader NONE = address -> {
        throw new DocumentUnavailableException("Nothing is fetched from the web here: " + address + ".");
    };

    /**
     * The bytes behind an address.
     *
     * @param address an absolute {@code https} address without a fragment
     * @throws DocumentUnavailableException if there is no such document, or it may not or cannot be fetched
     */
    byte[] load(URI address) throws DocumentUnavailableException;
}
