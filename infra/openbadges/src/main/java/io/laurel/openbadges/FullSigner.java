package io.laurel.openbadges;

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
