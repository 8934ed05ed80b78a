package io.laurel.ingress;

import java.io.PrintStream;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The edge as a program. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class IngressApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(IngressApplication.class, arguments);
    }

    /** For what is shown once and logged never. */
    @Bean
    @ConditionalOnMissingBean
    PrintStream terminal() {
        return System.out;
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
