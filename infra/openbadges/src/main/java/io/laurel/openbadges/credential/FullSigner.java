package io.laurel.openbadges.credential;

import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.template.CompiledBadge;
import java.time.Instant;

/** Signs by the whole of JSON-LD expansion and RDF Dataset Canonicalization: slow, and the referee of {@link CompiledBadge}. */
public final class FullSigner implements CredentialSigner {

    private final IssuerKey key;

    /** A signer with one key. */
    public FullSigner(IssuerKey key) {
        this.key = key;
    }

    @Override
    public byte[] sign(Credential credential, Instant created) {
        return EddsaRdfc2022.sign(CredentialJson.unsigned(credential), key, created);
    }
}
