package io.laurel.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Settings that all services share, below everything else that sets them. */
final class ServiceDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            var resource = new ClassPathResource("service-defaults.properties", ServiceDefaults.class);
            environment.getPropertySources().addLast(new ResourcePropertySource("service defaults", resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
