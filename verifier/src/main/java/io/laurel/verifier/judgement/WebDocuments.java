package io.laurel.verifier.judgement;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.verifier.issuer.OwnDocuments;
import io.laurel.web.outbound.Outbound;
import io.laurel.web.outbound.OutboundException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Fetches DID documents and status lists: our own from our tables, everybody else's from the web, behind the guard. */
@Component
class WebDocuments {

    private static final String ACCEPT =
            "application/did+json, application/did+ld+json, application/vc, application/ld+json, "
                    + "application/json, application/vc+jwt;q=0.9, */*;q=0.1";

    private final OwnDocuments own;
    private final Outbound outbound;
    private final Duration withinAll;
    private final Clock clock;
    private final MeterRegistry metrics;

    WebDocuments(
            OwnDocuments own, OutboundProperties properties, SslBundles bundles, Clock clock, MeterRegistry metrics) {
        this.own = own;
        this.outbound = properties.outbound(bundles);
        this.withinAll = properties.withinAll();
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Each look-up has its own time, and how many there are a stranger decides: after a while no other is begun. */
    DocumentLoader forOneJudgement() {
        Instant end = clock.instant().plus(withinAll);
        return address -> load(address, end);
    }

    private byte[] load(URI address, Instant end) throws DocumentUnavailableException {
        if (own.own(address)) {
            var document = own.at(address);
            if (document.isPresent()) {
                return document.get();
            }
            // Other services' documents lie behind the same front door.
        }
        if (!clock.instant().isBefore(end)) {
            throw new DocumentUnavailableException("Others had been asked for too long already.");
        }
        Timer.Sample sample = Timer.start(metrics);
        String answer = "found";
        try {
            return outbound.get(address, ACCEPT);
        } catch (OutboundException gone) {
            answer = gone.why().name().toLowerCase(Locale.ROOT);
            throw new DocumentUnavailableException(String.valueOf(gone.getMessage()), gone);
        } finally {
            sample.stop(metrics.timer("laurel.verifier.outbound", "answer", answer));
        }
    }

    @PreDestroy
    void close() throws IOException {
        outbound.close();
    }
}
