package io.laurel.verifier;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** A test that hands in badges of a {@link ForeignIssuer}, whom the service may ask on loopback; it judges one at a time. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RunningVerifier
@TestPropertySource(
        properties = {
            "laurel.verifier.lookup.stale-after=200ms",
            "laurel.verifier.outbound.plain-http=true",
            "laurel.verifier.outbound.allow=127.0.0.1",
            "laurel.verifier.judgement.at-once=1"
        })
@interface JudgingVerifier {}
