package io.laurel.verifier.enquiry;

import io.laurel.verifier.lookup.Credential;
import io.laurel.verifier.lookup.Found;
import io.laurel.verifier.lookup.Lookup;
import io.laurel.verifier.visitor.Visitors;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Answers whoever asks for a credential, and notes that it was asked for. */
@Component
public class Enquiries {

    private final Lookup lookup;
    private final EnquiryLog log;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Visitors visitors;
    private final HttpServletRequest request;

    /** @param request stands for the one that is being answered */
    @SuppressWarnings("MissingSummary")
    Enquiries(
            Lookup lookup,
            EnquiryLog log,
            Clock clock,
            MeterRegistry metrics,
            Visitors visitors,
            HttpServletRequest request) {
        this.lookup = lookup;
        this.log = log;
        this.visitors = visitors;
        this.request = request;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Finds a credential that the visitor may see: a public one, or their own. A widget shows public ones only, since it stands on
     * somebody else's page.
     *
     * @param id a short id or a UUID, as it stands in the address
     * @throws ApiException 404 when there is no such credential, 403 when it is private and the visitor is not its recipient
     */
    public Found ask(String id, Kind kind) {
        var found = lookup.find(id);
        if (found.isEmpty()) {
            count(kind, "unknown");
            throw ApiException.notFound("There is no credential with this ID.");
        }
        var credential = found.get().credential();
        if (!credential.isPublic() && (kind == Kind.EMBED || !isRecipient(credential))) {
            count(kind, "private");
            throw ApiException.forbidden("This credential is private.");
        }
        note(found.get(), kind);
        return found.get();
    }

    private boolean isRecipient(Credential credential) {
        return visitors.email(request)
                .filter(credential.recipientEmail()::equals)
                .isPresent();
    }

    /** Notes that a credential was asked for by who has it in hand. */
    public void note(Found found, Kind kind) {
        count(kind, "found");
        log.add(new EnquiryLog.Entry(
                found.organization().id(), found.credential().id(), kind, clock.instant()));
    }

    private void count(Kind kind, String answer) {
        metrics.counter("laurel.verifier.enquiries", "kind", kind.word(), "answer", answer)
                .increment();
    }
}
