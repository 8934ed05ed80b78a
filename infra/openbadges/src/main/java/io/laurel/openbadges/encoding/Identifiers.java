package io.laurel.openbadges.encoding;

import java.net.URI;

/** Checks the identifiers of a credential: an id that is relative or malformed would fall out of the signed statements unseen. */
public final class Identifiers {

    private Identifiers() {}

    public static URI absolute(URI uri, String member) {
        if (!uri.isAbsolute() || uri.getRawSchemeSpecificPart().isEmpty()) {
            throw new IllegalArgumentException(member + " is not an absolute URI: " + uri);
        }
        String ascii = uri.toASCIIString();
        return ascii.equals(uri.toString()) ? uri : URI.create(ascii);
    }
}
