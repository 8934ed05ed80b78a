package io.laurel.verifier;

import io.laurel.persistence.Schema;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test that talks to the whole service, signed in to its database as itself. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@WithPostgres(Schema.Role.VERIFIER)
@WithKafka
@Import(VerifierTestConfiguration.class)
@interface RunningVerifier {}
