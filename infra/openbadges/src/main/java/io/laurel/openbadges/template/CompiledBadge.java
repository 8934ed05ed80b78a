package io.laurel.openbadges.template;

import io.laurel.openbadges.OpenBadgesException;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs the credentials of one achievement fast: its statements are brought into canonical form once, each credential only fills the
 * holes.
 *
 * <p>The bytes are those of {@link FullSigner}. By rule, these go that way by themselves: a credential of another issuer or achievement;
 * one of whose identifiers two are equal, or one is equal to an identifier of the badge, or one is malformed; one whose blank nodes
 * cannot be told apart by their own statements. Thread-safe.
 */
public final class CompiledBadge implements CredentialSigner {

    private final BadgeTemplate template;
    private final IssuerKey key;
    private final FullSigner full;
    private final ProofTemplate proof;

    private CompiledBadge(Issuer issuer, Achievement achievement, IssuerKey key) {
        this.template = new BadgeTemplate(new Badge(issuer, achievement));
        this.key = key;
        this.full = new FullSigner(key);
        this.proof = ProofTemplate.compile(key.verificationMethod());
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
        return EddsaRdfc2022.signed(
                template.unsigned(credential), key.verificationMethod(), time, Multibase.base58(signature));
    }

    /** The hash of a credential's canonical form; empty if it has to go the full path. */
    Optional<byte[]> hash(Credential credential) {
        return template.hash(credential);
    }
}
