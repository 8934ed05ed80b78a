package io.laurel.worker.lms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LmsFileTest {

    @Test
    void aLongNameIsCutToWhatAFolderTakesWithItsReport() {
        var path = LmsFile.shortened("一".repeat(83) + ".csv");
        assertThat(path).endsWith("一.csv");
        assertThat(path.getBytes(UTF_8).length).isBetween(148, 150);
        assertThat(LmsFile.shortened("grades.csv")).isEqualTo("grades.csv");
    }
}
