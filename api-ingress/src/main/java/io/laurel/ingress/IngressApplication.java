package io.laurel.ingress;

import io.laurel.ingress.cohort.ReconcileCommand;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
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

    /** The service; or with {@code reconcile COHORT} that one question, answered on the terminal. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("reconcile")) {
            var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            System.exit(ReconcileCommand.run(rest, System.out, System.err));
        }
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
