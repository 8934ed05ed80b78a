package io.laurel.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LmsFilePatternsTest {

    private static final LmsFilePatterns GRADES = new LmsFilePatterns("grades*.csv", List.of("users*.csv"));

    @Test
    void sourcesThatShareAJoinFileDoNotQuarrel() {
        var essays = new LmsFilePatterns("essays*.csv", List.of("users*.csv"));
        var allTexts = new LmsFilePatterns("*.txt", List.of("users*.csv"));
        var allElse = new LmsFilePatterns("*.csv", List.of("users*.csv"));
        assertThat(GRADES.quarrelWith(essays)).isFalse();
        assertThat(allElse.quarrelWith(allTexts)).isFalse();
        assertThat(allTexts.quarrelWith(allElse)).isFalse();
    }

    @Test
    void sourcesThatTakeWhatAnotherTakesOrReadsDo() {
        var takesTheSame = new LmsFilePatterns("*-autumn.csv", List.of());
        var takesItsJoinFile = new LmsFilePatterns("users.csv", List.of());
        for (var other : List.of(takesTheSame, takesItsJoinFile)) {
            assertThat(GRADES.quarrelWith(other)).isTrue();
            assertThat(other.quarrelWith(GRADES)).isTrue();
        }
    }
}
