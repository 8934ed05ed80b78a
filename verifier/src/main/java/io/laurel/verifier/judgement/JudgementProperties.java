package io.laurel.verifier.judgement;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is judged at a time.
 *
 * @param atOnce how many credentials may be judged at the same time; who comes when all places are taken is asked to come again
 * @param mostUpload the largest picture that is read, with what a form wraps around it
 */
@Validated
@ConfigurationProperties("laurel.verifier.judgement")
record JudgementProperties(
        @DefaultValue("32") @Positive int atOnce,
        @DefaultValue("6MB") @NotNull DataSize mostUpload) {}
