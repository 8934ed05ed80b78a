package io.laurel.worker.cohort;

import io.laurel.worker.task.SigningKeys;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** A worker that imports cohorts and does nothing else; also as a program that can be killed. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({"io.laurel.worker.cohort", "io.laurel.worker.task"})
class CohortWorker {

    public static void main(String[] args) {
        SpringApplication.run(CohortWorker.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SigningKeys signingKeys() {
        return organization -> {
            throw new UnsupportedOperationException();
        };
    }
}
