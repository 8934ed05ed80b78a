package io.laurel.workerfleet;

import io.laurel.persistence.Schema;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.worker.WorkerApplication;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Whole workers beside the test's own, on one database and one broker, by one clock. */
public final class WorkerFleet implements AutoCloseable {

    private final List<ConfigurableApplicationContext> workers;

    private WorkerFleet(List<ConfigurableApplicationContext> workers) {
        this.workers = workers;
    }

    public static WorkerFleet start(int workers, TestDatabase database, TestBroker broker, Clock clock) {
        return new WorkerFleet(IntStream.range(0, workers)
                .mapToObj(n -> start(database, broker, clock))
                .toList());
    }

    private static ConfigurableApplicationContext start(TestDatabase database, TestBroker broker, Clock clock) {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .initializers((GenericApplicationContext context) -> context.registerBean(
                        "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true)))
                .run(
                        "--server.port=0",
                        "--laurel.worker.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + Schema.Role.WORKER.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    @Override
    public void close() {
        workers.forEach(ConfigurableApplicationContext::close);
    }
}
