package io.laurel.verifier.lookup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is remembered, and for how long.
 *
 * @param memory the most that remembered credentials may take, estimated by the size of their documents
 * @param staleAfter the longest that an answer may lag behind the database when no event tells of the change: a suspended
 *     organization, a renamed plan, a broker that is away
 * @param checkedSignatures how many results of signature checks are kept; they never go stale, being keyed by content
 */
@Validated
@ConfigurationProperties("laurel.verifier.lookup")
record LookupProperties(
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("5s") Duration staleAfter,
        @DefaultValue("200000") int checkedSignatures) {

    LookupProperties {
        if (memory.isNegative() || staleAfter.isNegative() || checkedSignatures < 0) {
            throw new IllegalArgumentException("laurel.verifier.lookup: sizes and times are not negative");
        }
    }
}
