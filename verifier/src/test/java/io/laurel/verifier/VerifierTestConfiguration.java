package io.laurel.verifier;

import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import java.time.Instant;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

@TestConfiguration(proxyBeanMethods = false)
class VerifierTestConfiguration {

    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Bean
    Registry registry(TestDatabase database) {
        return new Registry(database.owner());
    }

    @Bean
    @Lazy
    Browser browser(Environment environment) {
        return new Browser("http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }
}
