package io.laurel.openbadges.key;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the document of a {@code did:web} lies (did:web Method Specification, §2.5.2). */
final class DidWeb {

    private static final String PREFIX = "did:web:";
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(%3[Aa][0-9]{1,5})?");
    private static final Pattern SEGMENT = Pattern.compile("([A-Za-z0-9._-]|%[0-9A-Fa-f]{2}){1,255}");

    private DidWeb() {}

    static boolean isDidWeb(String identifier) {
        return identifier.startsWith(PREFIX);
    }

    /** The address of the DID's document, or nothing if it is no {@code did:web}. */
    static Optional<URI> document(String did) {
        String[] parts = did.substring(PREFIX.length()).split(":", -1);
        if (!HOST.matcher(parts[0]).matches()) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder("https://").append(parts[0].replaceFirst("%3[Aa]", ":"));
        for (int i = 1; i < parts.length; i++) {
            if (!SEGMENT.matcher(parts[i]).matches() || isStep(parts[i])) {
                return Optional.empty();
            }
            address.append('/').append(parts[i]);
        }
        return Optional.of(URI.create(address.append(parts.length == 1 ? "/.well-known/did.json" : "/did.json")
                .toString()));
    }

    /** A segment that would climb to another path than the DID says. */
    private static boolean isStep(String segment) {
        String plain = segment.replaceAll("%2[Ee]", ".");
        return plain.equals(".") || plain.equals("..") || segment.matches("(?i).*%(2f|5c|00).*");
    }
}
