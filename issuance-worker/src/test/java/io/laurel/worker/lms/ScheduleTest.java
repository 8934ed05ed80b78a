package io.laurel.worker.lms;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.test.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock on the wall that is put forward and back. In 2026, Berlin's on 29 March and on 25 October. */
class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        // 02:30 is left out: due when the clock is put forward, at 03:00.
        "2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
        // The day after, it is there again, in summer time.
        "2026-03-29T12:00:00Z, 2026-03-30T00:30:00Z",
        // 02:30 is shown twice: due the first time.
        "2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "2026-10-25T01:30:00Z, 2026-10-26T01:30:00Z"
    })
    void halfPastTwoInBerlinIsOnceADay(Instant after, Instant next) {
        assertThat(Schedule.of("0 30 2 * * *", "Europe/Berlin").next(after)).contains(next);
    }

    @Test
    void aJobThatIsDueOnceADayRunsOnceOnEveryDayOfTheYear() {
        var runs = runs("0 30 2 * * *", "Europe/Berlin", "2026-01-01T00:00:00Z", Duration.ofDays(365));

        assertThat(runs).hasSize(365);
        assertThat(runs.stream()
                        .map(run ->
                                run.atZone(java.time.ZoneId.of("Europe/Berlin")).toLocalDate())
                        .distinct())
                .hasSize(365);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"})
    void whatIsDueEveryHourStaysSo(String day) {
        var runs = runs("0 15 * * * *", "Europe/Berlin", day, Duration.ofHours(6));

        assertThat(runs).hasSize(6);
        assertThat(runs.getFirst()).isEqualTo(Instant.parse(day).plus(Duration.ofMinutes(15)));
    }

    @Test
    void halfHoursAndDaysThatAreLeftOutAreNothingSpecial() {
        // Lord Howe's clock is put forward by half an hour; Samoa had no 30 December 2011.
        assertThat(Schedule.of("0 10 2 * * *", "Australia/Lord_Howe").next(Instant.parse("2026-10-03T12:00:00Z")))
                .contains(Instant.parse("2026-10-03T15:30:00Z"));
        assertThat(runs("0 0 12 * * *", "Pacific/Apia", "2011-12-28T22:00:00Z", Duration.ofDays(3)))
                .containsExactly(
                        Instant.parse("2011-12-29T22:00:00Z"),
                        Instant.parse("2011-12-30T10:00:00Z"),
                        Instant.parse("2011-12-30T22:00:00Z"),
                        Instant.parse("2011-12-31T22:00:00Z"));
    }

    @Test
    void whatWillNeverBeDueHasNoNext() {
        assertThat(Schedule.of("0 0 0 30 2 *", "UTC").next(Instant.EPOCH)).isEmpty();
    }

    /** A worker that looks every minute, and remembers when it ran last. */
    private static List<Instant> runs(String cron, String zone, String from, Duration length) {
        var schedule = Schedule.of(cron, zone);
        var clock = new MovableClock(Instant.parse(from));
        var runs = new ArrayList<Instant>();
        var position = clock.instant();
        for (var _ : (Iterable<Long>) Stream.iterate(0L, n -> n < length.toMinutes(), n -> n + 1)::iterator) {
            clock.advance(Duration.ofMinutes(1));
            var due = schedule.next(position).filter(next -> !next.isAfter(clock.instant()));
            if (due.isPresent()) {
                runs.add(due.get());
                position = clock.instant();
            }
        }
        return runs;
    }
}
