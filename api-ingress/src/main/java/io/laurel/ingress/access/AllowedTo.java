package io.laurel.ingress.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule of an endpoint. One without a rule keeps the service from starting. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedTo {

    Audience value();

    /** The one scope that a key needs, wherever one is let in. */
    Scope[] scope() default {};
}
