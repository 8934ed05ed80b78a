package io.laurel.cohortworker;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A worker that imports cohorts and does nothing else; also as a program that can be killed. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableScheduling
@ComponentScan({
    "io.laurel.worker.cohort",
    "io.laurel.worker.run",
    "io.laurel.worker.task",
    "io.laurel.worker.signing",
    "io.laurel.worker.jwt",
    "io.laurel.worker.tell"
})
@ComponentScan(
        basePackages = "io.laurel.worker",
        useDefaultFilters = false,
        includeFilters =
                @Filter(type = FilterType.REGEX, pattern = "io.laurel.worker.(KafkaFailures|issuance.(Quota|Replays))"))
@ConfigurationPropertiesScan("io.laurel.worker.signing")
public class CohortWorker {

    /** Seals nothing of value. */
    public static final String KEY = "laurel.worker.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    public static void main(String[] args) {
        SpringApplication.run(CohortWorker.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
