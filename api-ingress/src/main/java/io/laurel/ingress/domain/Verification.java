package io.laurel.ingress.domain;

import io.laurel.ingress.access.Member;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts, checks and removes the proof that a domain is an organization's. */
@Component
class Verification {

    private static final String PAID_ONLY = "Domain verification requires Professional plan";

    private final Domains domains;
    private final TxtRecords records;
    private final AuditLog audit;
    private final LostDomains lost;
    private final TransactionTemplate transaction;

    Verification(
            Domains domains, TxtRecords records, AuditLog audit, LostDomains lost, TransactionTemplate transaction) {
        this.lost = lost;
        this.domains = domains;
        this.records = records;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Says what to put into the DNS.
     *
     * @return false if that had been said already
     */
    boolean start(Member owner, DomainName domain) {
        owner.plan().requirePaid(PAID_ONLY);
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean isNew = domains.start(owner.organization(), domain);
            var kept = domains.find(owner.organization()).orElseThrow(Verification::notFound);
            if (!kept.domain().equals(domain)) {
                throw ApiException.conflict(kept.domain().unicode() + " is verified. Remove it first.");
            }
            if (isNew) {
                audit.record(owner, "domain.started", domain.ascii());
            }
            return isNew;
        }));
    }

    /** Looks the proof up, outside a transaction, and keeps what was found. */
    void verify(Member owner) {
        owner.plan().requirePaid(PAID_ONLY);
        var kept = domains.find(owner.organization()).orElseThrow(Verification::notFound);
        var texts = records.at(kept.domain().recordName());
        requireProof(kept, texts);
        try {
            transaction.executeWithoutResult(status -> take(owner, kept, texts));
        } catch (DuplicateKeyException anotherWasFaster) {
            throw taken(kept);
        }
    }

    void remove(Member owner) {
        transaction.executeWithoutResult(status -> {
            var kept = domains.find(owner.organization()).orElseThrow(Verification::notFound);
            domains.remove(owner.organization());
            audit.record(owner, "domain.removed", kept.domain().ascii());
        });
    }

    static ApiException notFound() {
        return ApiException.notFound("This organization has named no domain.");
    }

    private static void requireProof(Domains.Kept kept, List<String> texts) {
        if (texts.contains(kept.proof())) {
            return;
        }
        throw ApiException.conflict(
                texts.isEmpty()
                        ? "There is no TXT record at " + kept.domain().recordName()
                                + " yet. A new record can take some minutes to be seen."
                        : "The TXT record at " + kept.domain().recordName() + " holds another value. It must be "
                                + kept.proof());
    }

    /**
     * A domain is one organization's. If another one proved it before, and its proof is gone from the DNS, then the domain has
     * changed hands.
     */
    private void take(Member owner, Domains.Kept kept, List<String> texts) {
        domains.holder(kept).ifPresent(other -> {
            if (texts.contains(other.proof())) {
                throw taken(kept);
            }
            lost.release(other, "another organization proved that it holds the domain");
        });
        if (!domains.verified(kept)) {
            throw ApiException.conflict("The domain was changed meanwhile.");
        }
        audit.record(owner, "domain.verified", kept.domain().ascii());
    }

    private static ApiException taken(Domains.Kept kept) {
        return ApiException.conflict(
                kept.domain().unicode() + " is another organization's, whose TXT record is still there.");
    }
}
