package io.laurel.verifier.enquiry;

import io.laurel.verifier.lookup.Finding;
import io.laurel.verifier.lookup.Lookup;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Answers whoever asks for a credential, and notes that it was asked for. */
@Component
public class Enquiries {

    private final Lookup lookup;
    private final EnquiryLog log;
    private final Clock clock;
    private final MeterRegistry metrics;

    Enquiries(Lookup lookup, EnquiryLog log, Clock clock, MeterRegistry metrics) {
        this.lookup = lookup;
        this.log = log;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Finds a credential that anyone may see.
     *
     * @param id a short id or a UUID, as it stands in the address
     * @throws ApiException 404 when there is no such credential, 403 when its recipient keeps it private
     */
    public Finding ask(String id, Kind kind) {
        var finding = lookup.find(id);
        if (finding.isEmpty()) {
            count(kind, "unknown");
            throw ApiException.notFound("There is no credential with this ID.");
        }
        var credential = finding.get().credential();
        if (!credential.isPublic()) {
            count(kind, "private");
            throw ApiException.forbidden("This credential is private.");
        }
        note(finding.get(), kind);
        return finding.get();
    }

    /** Notes that a credential was asked for by who has it in hand. */
    public void note(Finding finding, Kind kind) {
        count(kind, "found");
        log.add(new EnquiryLog.Entry(
                finding.organization().id(), finding.credential().id(), kind, clock.instant()));
    }

    private void count(Kind kind, String answer) {
        metrics.counter("laurel.verifier.enquiries", "kind", kind.word(), "answer", answer)
                .increment();
    }
}
