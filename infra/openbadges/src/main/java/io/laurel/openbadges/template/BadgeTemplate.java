package io.laurel.openbadges.template;

import io.laurel.openbadges.OpenBadgesException;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.encoding.JsonText;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hashes and texts of all credentials of one badge, each shape of credential compiled at its first use. Thread-safe. */
final class BadgeTemplate {

    private final Badge badge;
    private final Set<String> identifiers;
    private final Map<Shape, Optional<NQuadsTemplate>> templates = new ConcurrentHashMap<>();
    private final Map<Shape, JsonTemplate> texts = new ConcurrentHashMap<>();

    /** Which of the optional members a credential has. */
    private record Shape(boolean expires, boolean evident) {

        static Shape of(Credential credential) {
            return new Shape(credential.validUntil() != null, credential.evidence() != null);
        }
    }

    BadgeTemplate(Badge badge) {
        this.badge = badge;
        this.identifiers = Stream.of(
                        badge.issuer().id(),
                        badge.achievement().id(),
                        badge.achievement().image())
                .map(URI::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The SHA-256 of a credential's canonical N-Quads.
     *
     * @return empty if it has to go the full path
     * @throws OpenBadgesException if no credential of this badge can be signed
     */
    Optional<byte[]> hash(Credential credential) {
        if (!Badge.of(credential).equals(badge) || !hasPlainIdentifiers(credential)) {
            return Optional.empty();
        }
        return templates
                .computeIfAbsent(Shape.of(credential), shape -> NQuadsTemplate.compile(sample(shape)))
                .flatMap(template -> template.hash(credential));
    }

    /** The JSON of a credential that has a {@link #hash}, up to its proof. */
    JsonText unsigned(Credential credential) {
        return texts.computeIfAbsent(Shape.of(credential), shape -> JsonTemplate.compile(sample(shape)))
                .fill(credential);
    }

    private Credential sample(Shape shape) {
        return Hole.sample(badge.issuer(), badge.achievement(), shape.expires(), shape.evident());
    }

    private boolean hasPlainIdentifiers(Credential credential) {
        Set<String> seen = new HashSet<>(identifiers);
        for (Hole hole : Hole.IRIS) {
            String identifier = hole.of(credential);
            if (identifier != null && !(isPlain(identifier) && seen.add(identifier))) {
                return false;
            }
        }
        return true;
    }

    /** What no context can take for a compact IRI, and JSON-LD hands on as it is. */
    private static boolean isPlain(String identifier) {
        return identifier.startsWith("https://")
                || identifier.startsWith("http://")
                || identifier.startsWith("urn:uuid:");
    }
}
