package io.laurel.worker.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowJudgeTest {

    private final RowJudge judge = new RowJudge();

    @Test
    void keepsNameAndAddressInTheFormTheyAreMatchedIn() {
        var row = judge("  Ann Lee ", " Ann@Example.COM ", " ", null);

        assertThat(row).isEqualTo(new StagedRow(1, 2L, "Ann Lee", "ann@example.com", null, true, null));
    }

    @ParameterizedTest
    @CsvSource({"TRUE,true", "no,false", "0,false", "false,false", "'',true"})
    void readsWhetherTheCredentialIsPublic(String typed, boolean expected) {
        assertThat(judge("Ann", "ann@example.com", null, typed).isPublic()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',ann@example.com,,,name",
        "Ann,,,,email",
        "Ann,ann,,,email",
        "'A\nB',ann@example.com,,,name",
        "Ann,ann@example.com,ftp://example.com,,URL",
        "Ann,ann@example.com,,perhaps,public"
    })
    void saysWhatIsWrong(
            @Nullable String name,
            @Nullable String email,
            @Nullable String evidenceUrl,
            @Nullable String isPublic,
            String says) {
        assertThat(judge(name, email, evidenceUrl, isPublic).invalid()).contains(says);
    }

    @Test
    void keepsNoMoreOfAnInvalidValueThanAPersonNeeds() {
        var row = judge("😀".repeat(10_000), "ann@example.com", null, null);

        assertThat(row.invalid()).contains("200");
        assertThat(Objects.requireNonNull(row.name()).codePoints().count()).isLessThan(400);
    }

    @Test
    void keepsTheProblemOfAnUnreadableRow() {
        assertThat(judge.process(UploadedRow.unreadable(7, 9, "Line 9 is not one JSON object."))
                        .invalid())
                .isEqualTo("Line 9 is not one JSON object.");
    }

    private StagedRow judge(
            @Nullable String name, @Nullable String email, @Nullable String evidenceUrl, @Nullable String isPublic) {
        return judge.process(new UploadedRow(1, 2, name, email, evidenceUrl, isPublic, null));
    }
}
