package io.laurel.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(30), Duration.ofHours(2), new Random(1));

    @Test
    void eachDelayIsTwiceTheOneBeforeGiveOrTakeAFifth() {
        assertThat(backoff.after(1)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        assertThat(backoff.after(2)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
        assertThat(backoff.after(5)).isBetween(Duration.ofSeconds(384), Duration.ofSeconds(576));
    }

    @Test
    void noDelayIsMuchLongerThanTheLongest() {
        assertThat(backoff.after(1_000_000)).isBetween(Duration.ofMinutes(96), Duration.ofMinutes(144));
    }

    @Test
    void whatFailedTogetherDoesNotReturnTogether() {
        assertThat(backoff.after(3)).isNotEqualTo(backoff.after(3));
    }
}
