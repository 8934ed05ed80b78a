package io.laurel.notifier;

import jakarta.mail.util.StreamProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The notifier. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotifierApplication {

    static {
        // Jakarta Mail looks its provider up in every jar for each encoded word, unless it is named.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    public static void main(String[] args) {
        SpringApplication.run(NotifierApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RandomGenerator randomness() {
        return new SecureRandom();
    }
}
