package io.laurel.verifier.enquiry;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes down which credential was looked up when, for its issuer's analytics: nothing about who asked, and never on the
 * way of an answer. Entries wait in a bounded queue and are written many at once; rather than hold up an answer, an entry
 * is lost.
 */
@Component
class EnquiryLog implements SmartLifecycle {

    /** One look-up. */
    record Entry(OrganizationId organization, CredentialId credential, Kind kind, Instant at) {}

    private static final Logger LOG = LoggerFactory.getLogger(EnquiryLog.class);
    private static final int MOST_AT_ONCE = 5_000;
    private static final String INSERT = """
            insert into verification_log (organization_id, credential_id, kind, looked_up_at)
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[])
            """;

    private final EnquiryLogProperties properties;
    private final JdbcTemplate jdbc;
    private final BlockingQueue<Entry> waiting;
    private final Counter lost;
    private volatile boolean running;
    private @Nullable Thread writer;

    EnquiryLog(EnquiryLogProperties properties, JdbcTemplate jdbc, MeterRegistry metrics) {
        this.properties = properties;
        this.jdbc = jdbc;
        waiting = new ArrayBlockingQueue<>(properties.queue());
        lost = metrics.counter("laurel.verifier.enquiry.log.lost");
        metrics.gaugeCollectionSize("laurel.verifier.enquiry.log.waiting", List.of(), waiting);
    }

    void add(Entry entry) {
        if (properties.enabled() && !waiting.offer(entry)) {
            lost.increment();
        }
    }

    private void write() {
        while (running) {
            try {
                Thread.sleep(properties.every());
            } catch (InterruptedException stopping) {
                break;
            }
            writeWaiting();
        }
        writeWaiting();
    }

    void writeWaiting() {
        var entries = new ArrayList<Entry>();
        while (waiting.drainTo(entries, MOST_AT_ONCE) > 0) {
            try {
                insert(entries);
            } catch (RuntimeException | Error e) {
                lost.increment(entries.size());
                LOG.warn("{} look-ups could not be logged: {}", entries.size(), e.toString());
                return;
            }
            entries.clear();
        }
    }

    private void insert(List<Entry> entries) {
        jdbc.update(
                INSERT,
                column(entries, entry -> entry.organization().value()),
                column(entries, entry -> entry.credential().value()),
                column(entries, entry -> entry.kind().word()),
                column(entries, entry -> entry.at().atOffset(ZoneOffset.UTC).toString()));
    }

    private static String[] column(List<Entry> entries, Function<Entry, Object> value) {
        return entries.stream().map(entry -> value.apply(entry).toString()).toArray(String[]::new);
    }

    @Override
    public synchronized void start() {
        running = true;
        writer = Thread.ofPlatform().name("enquiry-log").daemon().start(this::write);
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (writer == null) {
            return;
        }
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server, so that the last look-ups are written too. */
    @Override
    public int getPhase() {
        return 0;
    }
}
