package io.laurel.verifier.image;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How many images are remembered.
 *
 * @param memory the most that remembered images and plates may take together
 */
@Validated
@ConfigurationProperties("laurel.verifier.images")
record ImageProperties(@DefaultValue("64MB") DataSize memory) {

    ImageProperties {
        if (memory.isNegative()) {
            throw new IllegalArgumentException("laurel.verifier.images.memory is not negative");
        }
    }
}
