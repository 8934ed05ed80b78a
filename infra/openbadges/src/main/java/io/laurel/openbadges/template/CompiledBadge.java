package io.laurel.openbadges.template;

import io.laurel.openbadges.OpenBadgesException;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs the credentials of one achievement fast: its statements are brought into canonical form once, each credential only fills the
 * holes.
 *
 * <p>The bytes are those of {@link FullSigner}. By rule, these go that way by themselves: a credential of another issuer or achievement;
 * one of whose identifiers two are equal, or one is equal to an identifier of the badge, or one is malformed; one whose blank nodes
 * cannot be told apart by their own statements. Thread-safe.
 */
public final class CompiledBadge implements CredentialSigner {

    private final Issuer issuer;
    private final Achievement achievement;
    private final IssuerKey key;
    private final FullSigner full;
    private final ProofTemplate proof;
    private final Set<String> identifiers;
    private final Map<Shape, Optional<NQuadsTemplate>> templates = new ConcurrentHashMap<>();

    /** Which of the optional members a credential has. */
    private record Shape(boolean expires, boolean evident) {}

    private CompiledBadge(Issuer issuer, Achievement achievement, IssuerKey key) {
        this.issuer = issuer;
        this.achievement = achievement;
        this.key = key;
        this.full = new FullSigner(key);
        this.proof = ProofTemplate.compile(key);
        this.identifiers = Stream.of(issuer.id(), achievement.id(), achievement.image())
                .map(URI::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Compiles an achievement of an issuer for one key; each shape of credential at its first use.
     *
     * @throws OpenBadgesException if no proof of this key could be signed
     */
    public static CompiledBadge compile(Issuer issuer, Achievement achievement, IssuerKey key) {
        return new CompiledBadge(issuer, achievement, key);
    }

    @Override
    public byte[] sign(Credential credential, Instant created) {
        Optional<byte[]> document = hash(credential);
        if (document.isEmpty()) {
            return full.sign(credential, created);
        }
        String time = EddsaRdfc2022.time(created);
        byte[] signature = key.sign(EddsaRdfc2022.hashes(proof.hash(time), document.get()));
        return EddsaRdfc2022.signed(CredentialJson.unsigned(credential), key, time, signature);
    }

    /** The hash of a credential's canonical form; empty if it has to go the full path. */
    Optional<byte[]> hash(Credential credential) {
        if (!credential.issuer().equals(issuer)
                || !credential.achievement().equals(achievement)
                || !hasPlainIdentifiers(credential)) {
            return Optional.empty();
        }
        Shape shape = new Shape(credential.validUntil() != null, credential.evidence() != null);
        return templates.computeIfAbsent(shape, this::compile).flatMap(template -> template.hash(credential));
    }

    private Optional<NQuadsTemplate> compile(Shape shape) {
        return NQuadsTemplate.compile(Hole.sample(issuer, achievement, shape.expires(), shape.evident()));
    }

    private boolean hasPlainIdentifiers(Credential credential) {
        Set<String> seen = new HashSet<>(identifiers);
        for (Hole hole : Hole.values()) {
            String identifier = hole.isIri() ? hole.of(credential) : null;
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
