package io.laurel.verifier.judgement;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The places in which strangers' documents are judged. Strangers decide how long that takes (their servers are asked), so only
 * so many are judged at a time, and the service's other answers never wait for them.
 */
@Component
public class Places {

    private final WebDocuments documents;
    private final Semaphore places;
    private final MeterRegistry metrics;

    Places(WebDocuments documents, JudgementProperties properties, MeterRegistry metrics) {
        this.documents = documents;
        this.places = new Semaphore(properties.atOnce());
        this.metrics = metrics;
    }

    /**
     * Judges in one of the places.
     *
     * @param judgement makes the judgement with what the web says, which is asked for so long only
     * @throws ApiException 503 if all are taken
     */
    public <T> T judge(Function<DocumentLoader, T> judgement) {
        if (!places.tryAcquire()) {
            metrics.counter(Judge.METRIC, "answer", "busy").increment();
            throw ApiException.unavailable("Too many credentials are being checked at the moment.", null);
        }
        try {
            return judgement.apply(documents.forOneJudgement());
        } finally {
            places.release();
        }
    }
}
