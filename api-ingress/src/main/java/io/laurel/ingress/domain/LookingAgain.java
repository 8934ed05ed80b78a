package io.laurel.ingress.domain;

import io.laurel.web.ApiException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks for the proofs of verified domains again, each once a day, few at a time and one after the other. A proof that is missing
 * has a few days to come back; where the name servers cannot be asked, nothing is concluded.
 */
@Component
class LookingAgain {

    private static final Logger LOG = LoggerFactory.getLogger(LookingAgain.class);
    private static final int AT_ONCE = 20;

    private final Domains domains;
    private final TxtRecords records;
    private final LostDomains lost;
    private final DnsSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LookingAgain(
            Domains domains,
            TxtRecords records,
            LostDomains lost,
            DnsSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.domains = domains;
        this.records = records;
        this.lost = lost;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** At a fixed rate, which has a thread of its own: name servers that are slow must not hold up whatever else is scheduled. */
    @Scheduled(fixedRateString = "${laurel.dns.look-again-every:1m}")
    void lookAgain() {
        try {
            domains.takeDue(clock.instant().minus(settings.lookAgainAfter()), AT_ONCE)
                    .forEach(this::lookAgain);
        } catch (RuntimeException e) {
            LOG.warn("verified domains are not looked up, and will be: {}", e.toString());
        }
    }

    private void lookAgain(Domains.Kept kept) {
        boolean isThere;
        try {
            isThere = records.at(kept.domain().recordName()).contains(kept.proof());
        } catch (ApiException away) {
            LOG.info(
                    "the proof of {} cannot be looked for today: {}",
                    kept.domain().ascii(),
                    away.sentence());
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (domains.noteProof(kept, isThere) >= settings.grace()) {
                lost.release(kept, "its TXT record is gone");
            }
        });
    }
}
