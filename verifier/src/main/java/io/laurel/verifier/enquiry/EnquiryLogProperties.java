package io.laurel.verifier.enquiry;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How look-ups are logged.
 *
 * @param enabled whether they are logged at all
 * @param queue how many may wait to be written; what comes while it is full is counted and lost
 * @param every how long what waits is gathered before it is written at once
 */
@Validated
@ConfigurationProperties("laurel.verifier.enquiry-log")
record EnquiryLogProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20000") @Min(1) int queue,
        @DefaultValue("500ms") Duration every) {}
