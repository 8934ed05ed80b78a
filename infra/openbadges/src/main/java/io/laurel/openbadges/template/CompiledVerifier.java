package io.laurel.openbadges.template;

import io.laurel.openbadges.OpenBadgesException;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.encoding.Recent;
import io.laurel.openbadges.key.Ed25519PublicKey;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Relationship;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.proof.ProofResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks the proofs of credentials fast that this library has written: their hash comes from a badge's compiled template.
 *
 * <p>It takes a credential only if its bytes are exactly those that the library writes for what it reads in them: these members in this order,
 * these escapes, one proof. Then it answers as {@link DataIntegrityVerifier} would; whatever it does not find valid by itself, it lets that
 * decide. Thread-safe; keep it, because it keeps the badges that it has compiled.
 */
public final class CompiledVerifier {

    private static final int LONGEST_SIGNATURE = 128;

    /** With and without an end, evidence, tags. */
    private static final List<OwnShape> SHAPES = List.of(
            OwnShape.of(false, false, false),
            OwnShape.of(false, false, true),
            OwnShape.of(false, true, false),
            OwnShape.of(false, true, true),
            OwnShape.of(true, false, false),
            OwnShape.of(true, false, true),
            OwnShape.of(true, true, false),
            OwnShape.of(true, true, true));

    private final Recent<Badge, BadgeTemplate> badges;
    private final Recent<String, ProofTemplate> proofs;

    /**
     * A verifier that keeps what it has compiled for the badges that it saw last.
     *
     * @param mostBadges some 10 KB each
     */
    public CompiledVerifier(int mostBadges) {
        this.badges = new Recent<>(mostBadges);
        this.proofs = new Recent<>(mostBadges);
    }

    /**
     * Checks every proof of a credential, the fast way or the full one.
     *
     * @param json the signed credential in UTF-8
     * @return the answer of {@link DataIntegrityVerifier#verifyCredential}
     */
    public ProofResult verifyCredential(byte[] json, KeyResolver keys, Instant now) {
        Optional<ProofResult> valid = valid(json, keys, now).map(ProofResult.class::cast);
        return valid.orElseGet(() -> new DataIntegrityVerifier(keys).verifyCredential(json, now));
    }

    /**
     * Checks the proof of a credential that this library has written, by a key of its issuer.
     *
     * @return empty if that cannot be said the fast way, which does not make it invalid
     */
    public Optional<ProofResult.Valid> valid(byte[] json, KeyResolver keys, Instant now) {
        return read(json)
                .flatMap(signed -> method(signed, keys, now)
                        .filter(method -> isSignedBy(signed, method))
                        .map(method -> new ProofResult.Valid(List.of(method))));
    }

    /** What a credential of our own says; empty if it is none. */
    static Optional<OwnShape.Signed> read(byte[] json) {
        OwnText text = OwnText.of(json);
        int shape = (text.says("\",\"validUntil\":\"") ? 4 : 0)
                + (text.says(",\"evidence\":[") ? 2 : 0)
                + (text.says(",\"tag\":[") ? 1 : 0);
        return SHAPES.get(shape).read(json, text);
    }

    private static Optional<VerificationMethod> method(OwnShape.Signed signed, KeyResolver keys, Instant now) {
        // Compared as texts: URIs that are written differently can be equal.
        String issuer = signed.credential().issuer().id().toString();
        return signed.verificationMethod().isAbsolute()
                        && keys.resolve(signed.verificationMethod(), Relationship.ASSERTION_METHOD, now)
                                instanceof Resolution.Found found
                        && found.method().controller().toString().equals(issuer)
                        && found.method().key() instanceof Ed25519PublicKey
                ? Optional.of(found.method())
                : Optional.empty();
    }

    private boolean isSignedBy(OwnShape.Signed signed, VerificationMethod method) {
        try {
            Optional<byte[]> document = hash(signed.credential());
            return document.isPresent()
                    && EddsaRdfc2022.time(Instant.parse(signed.created())).equals(signed.created())
                    && signed.proofValue().startsWith("z")
                    && method.key()
                            .verify(
                                    EddsaRdfc2022.hashes(proof(signed).hash(signed.created()), document.get()),
                                    Multibase.decode(signed.proofValue(), LONGEST_SIGNATURE));
        } catch (IllegalArgumentException | DateTimeException | OpenBadgesException notForUs) {
            return false;
        }
    }

    private Optional<byte[]> hash(Credential credential) {
        Badge badge = Badge.of(credential);
        BadgeTemplate template = badges.get(badge);
        if (template == null) {
            template = new BadgeTemplate(badge);
            badges.put(badge, template);
        }
        return template.hash(credential);
    }

    private ProofTemplate proof(OwnShape.Signed signed) {
        String method = signed.verificationMethod().toString();
        ProofTemplate template = proofs.get(method);
        if (template == null) {
            template = ProofTemplate.compile(signed.verificationMethod());
            proofs.put(method, template);
        }
        return template;
    }
}
