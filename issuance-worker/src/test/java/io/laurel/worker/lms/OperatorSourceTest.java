package io.laurel.worker.lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.LmsProfile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator may configure. */
class OperatorSourceTest {

    private static final Path PLACE = Path.of("/srv/lms");

    @Test
    void aSourceIsTheSameAsLongAsItsNameIs() {
        assertThat(source("Nightly", PLACE, "UTC").id())
                .isEqualTo(source("Nightly", Path.of("/srv/elsewhere"), "Europe/Berlin")
                        .id())
                .isNotEqualTo(source("Weekly", PLACE, "UTC").id());
    }

    @Test
    void whatCannotBeRunStopsTheStartWithTheSourcesName() {
        assertThatThrownBy(() -> source("Nightly", null, "UTC")).hasMessageContaining("Nightly", "directory");
        assertThatThrownBy(() -> source("Nightly", Path.of("lms"), "UTC")).hasMessageContaining("absolute");
        assertThatThrownBy(() -> source("Nightly", PLACE, "Nowhere")).hasMessageContaining("Nowhere");
        assertThatThrownBy(() -> source(LmsProfile.CANVAS_GRADEBOOK, PLACE, "UTC"))
                .hasMessageContaining("minimum");
    }

    private static OperatorSource source(String name, @Nullable Path directory, String zone) {
        return new OperatorSource(
                "org",
                name,
                "badge",
                LmsProfile.SIMPLE,
                null,
                directory,
                null,
                "*.csv",
                Map.of(),
                "@daily",
                zone,
                true);
    }

    private static OperatorSource source(LmsProfile profile, Path directory, String zone) {
        return new OperatorSource(
                "org", "Nightly", "badge", profile, null, directory, null, "*.csv", Map.of(), "@daily", zone, true);
    }
}
