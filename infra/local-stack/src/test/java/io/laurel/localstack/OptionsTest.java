package io.laurel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.localstack.Options.Port;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path ROOT = Path.of("/laurel");

    @Test
    void withoutArgumentsEverythingIsWhereTheReadmeSays() {
        var options = Options.parse(List.of(), ROOT);

        assertThat(options.baseUrl()).isEqualTo("http://localhost:8080");
        assertThat(options.mailboxUrl()).isEqualTo("http://localhost:8025");
        assertThat(options.folder()).isEqualTo(Path.of("/laurel/.laurel"));
        assertThat(options.fresh()).isFalse();
        assertThat(options.https()).isFalse();
        assertThat(options.vcApi()).isFalse();
    }

    @Test
    void portsAndTheFolderCanBeChosen() {
        var options =
                Options.parse(List.of("--fresh", "--port=9000", "--worker-port=9002", "--data=../elsewhere"), ROOT);

        assertThat(options.baseUrl()).isEqualTo("http://localhost:9000");
        assertThat(options.port(Port.WORKER)).isEqualTo(9002);
        assertThat(options.folder()).isEqualTo(Path.of("/elsewhere"));
        assertThat(options.fresh()).isTrue();
    }

    @Test
    void httpsIsInEveryAddressOfTheFrontDoor() {
        var options = Options.parse(List.of("--https", "--vc-api"), ROOT);

        assertThat(options.baseUrl()).isEqualTo("https://localhost:8080");
        assertThat(options.vcApi()).isTrue();
    }

    @Test
    void aMistakeIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--prot=1"), ROOT)).hasMessageContaining("--prot=1");
        assertThatThrownBy(() -> Options.parse(List.of("--port=0"), ROOT)).hasMessageContaining("--port=0");
        assertThatThrownBy(() -> Options.parse(List.of("--port=x"), ROOT)).hasMessageContaining("--port=x");
    }

    @Test
    void theHelpNamesEveryOption() {
        assertThat(Options.usage())
                .contains("--fresh", "--data", "--https", "--vc-api", "--port", "--smtp-port", "--verifier-port");
    }
}
