package io.laurel.worker.signing;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.template.CompiledBadge;
import org.springframework.stereotype.Component;

/** Makes what signs most credentials of a badge; what it signs is sampled by the {@link Referee}. */
interface FastPath {

    CredentialSigner to(Issuer issuer, Achievement achievement, IssuerKey key);

    /** By the badge's compiled template. */
    @Component
    final class ByTemplate implements FastPath {

        @Override
        public CredentialSigner to(Issuer issuer, Achievement achievement, IssuerKey key) {
            return CompiledBadge.compile(issuer, achievement, key);
        }
    }
}
