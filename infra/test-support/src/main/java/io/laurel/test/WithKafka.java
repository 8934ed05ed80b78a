package io.laurel.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a test's context a real broker of its own with the topics of the catalogue, and a {@link TestTopics} to send and
 * read. In a container where a Docker engine answers, else embedded.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(KafkaConfiguration.class)
public @interface WithKafka {}
