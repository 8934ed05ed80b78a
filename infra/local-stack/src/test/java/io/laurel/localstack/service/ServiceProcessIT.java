package io.laurel.localstack.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void aServiceWhoseThreadRanOutOfMemoryIsANewProcess(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("logs"));
        var program = new Program(
                "greedy",
                Greedy.class.getName(),
                List.of(),
                System.getProperty("java.class.path"),
                () -> true,
                "16m",
                List.of(),
                Map.of());

        try (var _ = ServiceProcess.start(program, folder, reports::add)) {
            var first = ServiceProcess.running("greedy", folder).orElseThrow().pid();

            await().atMost(SOON).until(() -> reports.contains("The greedy is ready again."));
            assertThat(ServiceProcess.running("greedy", folder))
                    .hasValueSatisfying(second -> assertThat(second.pid()).isNotEqualTo(first));
        }
    }

    /** Lives on when the thread that does its work is gone. */
    public static final class Greedy {

        private Greedy() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.ofPlatform().name("work").start(Greedy::work);
            new CountDownLatch(1).await();
        }

        private static void work() {
            var all = new ArrayList<byte[]>();
            while (all.size() < Integer.MAX_VALUE) {
                all.add(new byte[1 << 20]);
            }
        }
    }
}
