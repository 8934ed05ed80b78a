package io.laurel.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The most heap that services were seen to use, looked at every second. */
final class Heaps implements AutoCloseable {

    private final Road road;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> most = new ConcurrentHashMap<>();

    private Heaps(Road road) {
        this.road = road;
    }

    static Heaps watch(Road road) {
        var heaps = new Heaps(road);
        var _ = heaps.background.scheduleWithFixedDelay(heaps::note, 0, 1, TimeUnit.SECONDS);
        return heaps;
    }

    void print() {
        most.forEach(
                (service, bytes) -> System.out.printf("  most heap of %-12s %5d MB%n", service, bytes / (1 << 20)));
    }

    private void note() {
        for (var service : List.of("ingress", "worker", "notifier")) {
            try (var lines = road.metrics(service)) {
                long used = (long)
                        lines.filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                                .sum();
                most.merge(service, used, Math::max);
            } catch (IOException e) {
                System.err.println("The heap of the " + service + " cannot be asked for: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
