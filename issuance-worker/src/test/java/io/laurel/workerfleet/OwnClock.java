package io.laurel.workerfleet;

import io.laurel.test.MovableClock;
import java.time.Instant;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that the test moves, far ahead of the machine's. */
@TestConfiguration(proxyBeanMethods = false)
public class OwnClock {

    public static final Instant START = Instant.parse("2031-01-15T10:00:00Z");

    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock(START);
    }
}
