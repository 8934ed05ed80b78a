package io.laurel.test;

import io.laurel.persistence.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a test's context a real, migrated database of its own, signed in as a service's role, and a {@link TestDatabase}
 * to prepare and inspect it as its owner. In a container where a Docker engine answers, else embedded.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(PostgresConfiguration.class)
public @interface WithPostgres {

    Schema.Role value();
}
