package io.laurel.worker.lms.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An export may be longer than any memory. */
class MemoryTest {

    /** What is read ahead: a piece of the stream, the reader's buffers. */
    private static final int AHEAD = 128 << 10;

    @Test
    void rowsAreTakenAsTheyAreAskedFor() {
        var export = new EndlessExport();
        var rows = EndlessExport.open(export);
        assertThat(export.taken()).isLessThan(AHEAD);

        for (var i = 1; i <= 20_000; i++) {
            assertThat(rows.next()).isNotNull();
            var leastOfARow = 100;
            assertThat(export.taken()).isGreaterThan((long) i * leastOfARow).isLessThan(i * 200L + AHEAD);
        }
    }

    @Test
    void aMillionRowsNeedNoMoreMemoryThanOne() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessExport.class.getName(),
                        "1000000")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(said.strip()).isEqualTo("750000");
        assertThat(process.waitFor()).isZero();
    }
}
