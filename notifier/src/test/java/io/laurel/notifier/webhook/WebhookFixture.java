package io.laurel.notifier.webhook;

import io.laurel.contracts.Notice;
import io.laurel.contracts.PublicAddresses;
import io.laurel.notifier.queue.Bell;
import io.laurel.persistence.Schema;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The webhooks put together by hand, with a clock that a test moves. */
final class WebhookFixture implements AutoCloseable {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final WebhookSettings settings;
    final Deliveries deliveries;
    final Endpoints endpoints;
    final SealingKeys keys;
    final Secrets secrets;
    final Sweep sweep;
    final Telling telling = new Telling(new PublicAddresses(URI.create("https://laurel.example")));
    /** What was to be mailed, each once. */
    final Map<UUID, Notice> notices = new LinkedHashMap<>();

    private final Caller caller;
    private final Turn turn;

    WebhookFixture(TestDatabase database, MovableClock clock) {
        this(database, clock, settings("127.0.0.1/32"));
    }

    WebhookFixture(TestDatabase database, MovableClock clock, WebhookSettings settings) {
        DataSource source = database.as(Schema.Role.NOTIFIER);
        var jdbc = new JdbcTemplate(source);
        var metrics = new WebhookMetrics(registry);
        this.settings = settings;
        deliveries = new Deliveries(jdbc, settings, clock);
        endpoints = new Endpoints(jdbc, clock);
        keys = new SealingKeys(
                JdbcClient.create(source),
                new SealingKeys.Settings("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                clock);
        secrets = new Secrets(JdbcClient.create(source), keys, clock);
        sweep = new Sweep(jdbc, settings, metrics, clock);
        caller = new Caller(settings, clock);
        turn = new Turn(
                deliveries,
                endpoints,
                new Alarm(jdbc, this::enter, settings),
                secrets,
                caller,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                settings,
                metrics,
                new Random(1),
                clock);
        keys.makeUnlessThere();
    }

    private int enter(List<Notice> more) {
        int before = notices.size();
        more.forEach(notice -> notices.putIfAbsent(notice.id(), notice));
        return notices.size() - before;
    }

    static WebhookSettings settings(String... allow) {
        return new WebhookSettings(
                true,
                List.of(allow),
                Duration.ofSeconds(10),
                16,
                4,
                100,
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofHours(2),
                Duration.ofHours(24),
                10,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofDays(3),
                Duration.ofDays(30));
    }

    /** Gives every endpoint that something is due for one turn; says how many those were. */
    int turns() {
        var due = endpoints.due(List.of(), 100);
        due.forEach(endpoint -> turn.of(endpoint, () -> true));
        return due.size();
    }

    Lanes lanes() {
        return new Lanes(endpoints, turn, keys, new Bell(), settings);
    }

    double count(String outcome) {
        return registry.get("laurel.notifier.webhooks")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() {
        try {
            caller.destroy();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
