package io.laurel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightIT {

    @Test
    void aPortInUseIsNamedWithTheOptionThatChangesIt(@TempDir Path folder) throws IOException {
        try (var other = new ServerSocket(0)) {
            var options = Options.parse(List.of("--smtp-port=" + other.getLocalPort()), folder);

            assertThatThrownBy(() -> new Preflight(options).checkPorts(new LeftoverPostgres(folder)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("--smtp-port=N");
        }
    }

    @Test
    void onePortCannotBeGivenToTwo(@TempDir Path folder) {
        var options = Options.parse(List.of("--port=19999", "--worker-port=19999"), folder);

        assertThatThrownBy(() -> new Preflight(options).checkPorts(new LeftoverPostgres(folder)))
                .hasMessageContaining("--port and --worker-port");
    }

    @Test
    void anOlderJavaIsRefused() {
        assertThatThrownBy(() -> Preflight.checkJava(21))
                .hasMessageContaining("JDK 25")
                .hasMessageContaining("Java 21");
    }

    @Test
    void onlyAFolderThatLaurelMadeIsEmptied(@TempDir Path folder) throws IOException {
        var precious = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> Preflight.empty(folder)).isInstanceOf(Problem.class);
        assertThat(precious).exists();

        Files.createFile(folder.resolve(LaurelFolder.LOCK));
        Preflight.empty(folder);
        assertThat(precious).doesNotExist();
    }

    @Test
    void twoLaunchersDoNotShareAFolder(@TempDir Path folder) throws IOException {
        try (var held = new LaurelFolder(folder).lock()) {
            assertThat(held.isOpen()).isTrue();
            assertThatThrownBy(() -> new LaurelFolder(folder).lock()).hasMessageContaining("already running");
        }
    }
}
