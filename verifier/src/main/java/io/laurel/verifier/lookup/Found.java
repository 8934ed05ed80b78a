package io.laurel.verifier.lookup;

import java.time.Instant;

/**
 * All that is known of a credential that was asked for.
 *
 * @param signatureValid the document carries this very credential and its issuer's valid proof
 * @param readable the document is JSON at all, and so can stand inside an answer
 */
public record Found(
        Credential credential, Organization organization, Badge badge, boolean signatureValid, boolean readable) {

    /** The checks that an answer names one by one. */
    public record Checks(boolean signatureValid, boolean notRevoked, boolean notExpired, boolean issuerActive) {

        public boolean allHold() {
            return signatureValid && notRevoked && notExpired && issuerActive;
        }
    }

    public Checks checksAt(Instant moment) {
        return new Checks(
                signatureValid, credential.revokedAt() == null, !credential.expiredAt(moment), organization.isActive());
    }
}
