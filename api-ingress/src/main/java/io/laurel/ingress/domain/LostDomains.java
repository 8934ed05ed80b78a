package io.laurel.ingress.domain;

import io.laurel.contracts.Notice;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.account.OwnerNotices;
import io.laurel.ingress.audit.AuditLog;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes a verification back, in the transaction of whoever found that it does not hold any more, and tells the owners. */
@Component
class LostDomains {

    private final Domains domains;
    private final AuditLog audit;
    private final OwnerNotices owners;

    LostDomains(Domains domains, AuditLog audit, OwnerNotices owners) {
        this.domains = domains;
        this.audit = audit;
        this.owners = owners;
    }

    void release(Domains.Kept kept, String why) {
        if (!domains.release(kept)) {
            return;
        }
        audit.record(
                kept.organization(),
                Actor.Kind.SYSTEM,
                null,
                "Laurel",
                "domain.lost",
                kept.domain().ascii(),
                Map.of("reason", why));
        owners.send(
                kept.organization(),
                "domain lost " + kept.token() + " " + kept.verifiedAt(),
                (id, owner, name) -> new Notice.DomainUnverified(
                        id, owner, name, kept.domain().unicode()));
    }
}
