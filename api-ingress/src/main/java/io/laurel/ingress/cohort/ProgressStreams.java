package io.laurel.ingress.cohort;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of how far cohorts are. What is told is always the state of the moment, so a stream that is taken up again, here or
 * on another instance, misses nothing. Each has a thread of its own that mostly sleeps: a reader who is slow holds up nobody.
 */
@Component
class ProgressStreams {

    private static final Logger log = LoggerFactory.getLogger(ProgressStreams.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int SILENT_INTERVALS = 15;
    /** Then the reader comes back, and its key or session is looked at again. */
    private static final int MOST_INTERVALS = 600;

    private static final int MOST_OF_ONE = 50;

    private final Jobs jobs;
    private final Map<OrganizationId, Integer> open = new ConcurrentHashMap<>();
    /** However many follow a cohort, it is asked for once an interval. */
    private final Cache<CohortId, Job> latest =
            Caffeine.newBuilder().expireAfterWrite(INTERVAL.dividedBy(2)).build();

    ProgressStreams(Jobs jobs, MeterRegistry metrics) {
        this.jobs = jobs;
        metrics.gauge(
                "laurel.ingress.cohort.streams",
                open,
                all -> all.values().stream().mapToInt(Integer::intValue).sum());
    }

    /**
     * Begins with the state as it was just read: what others were told a moment ago may be over.
     *
     * @param last the version that the reader saw last, if any
     */
    SseEmitter open(OrganizationId organization, Job now, @Nullable String last) {
        var cohort = new CohortId(now.id());
        if (open.merge(organization, 1, Integer::sum) > MOST_OF_ONE) {
            release(organization);
            throw ApiException.of(
                            ErrorCode.RATE_LIMITED,
                            "The organization follows %d cohorts already; close a stream first.".formatted(MOST_OF_ONE))
                    .header("Retry-After", "10");
        }
        latest.put(cohort, now);
        var emitter = new SseEmitter(0L);
        var closed = new AtomicBoolean();
        emitter.onCompletion(() -> closed.set(true));
        Thread.ofVirtual().name("cohort-stream").start(() -> {
            try {
                follow(organization, cohort, last, emitter, closed);
            } finally {
                release(organization);
            }
        });
        return emitter;
    }

    private void release(OrganizationId organization) {
        open.computeIfPresent(organization, (_, count) -> count == 1 ? null : count - 1);
    }

    private void follow(
            OrganizationId organization,
            CohortId cohort,
            @Nullable String last,
            SseEmitter emitter,
            AtomicBoolean closed) {
        var told = last;
        int silent = 0;
        try {
            // At once, so that the reader knows that it is connected.
            emitter.send(SseEmitter.event().comment("following").reconnectTime(INTERVAL.toMillis()));
            for (int n = 0; n < MOST_INTERVALS && !closed.get(); n++) {
                var job = latest(organization, cohort);
                if (job != null && !job.version().equals(told)) {
                    emitter.send(event(job));
                    told = job.version();
                    silent = 0;
                } else if (++silent % SILENT_INTERVALS == 0) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
                if (job != null && job.isFinal()) {
                    break;
                }
                Thread.sleep(INTERVAL);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("The reader of a stream is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null while the database is away: the stream waits for it. */
    private @Nullable Job latest(OrganizationId organization, CohortId cohort) {
        try {
            return latest.get(cohort, id -> jobs.find(organization, id).orElseThrow());
        } catch (RuntimeException e) {
            log.debug("The state of cohort {} is not to be had now", cohort, e);
            return null;
        }
    }

    private static SseEmitter.SseEventBuilder event(Job job) {
        return SseEmitter.event()
                .id(job.version())
                .name(job.isFinal() ? "end" : "progress")
                .data(job, MediaType.APPLICATION_JSON);
    }
}
