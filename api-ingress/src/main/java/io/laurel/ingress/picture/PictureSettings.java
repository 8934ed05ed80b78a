package io.laurel.ingress.picture;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an upload of a picture may cost.
 *
 * @param mostUpload the largest file
 * @param longestDrawing how long drawing one may take
 * @param memory the heap of the process that draws
 * @param atOnce how many are drawn at the same time; who comes then is told to come again
 * @param unusedADay how many pictures that no badge uses an organization may upload within 24 hours
 */
@ConfigurationProperties("laurel.pictures")
record PictureSettings(
        @DefaultValue("5MB") DataSize mostUpload,
        @DefaultValue("15s") Duration longestDrawing,
        @DefaultValue("384MB") DataSize memory,
        @DefaultValue("2") int atOnce,
        @DefaultValue("100") int unusedADay) {

    PictureSettings {
        require(mostUpload.toBytes() > 0, "most-upload");
        require(longestDrawing.isPositive(), "longest-drawing");
        require(memory.toMegabytes() >= 64, "memory");
        require(atOnce > 0, "at-once");
        require(unusedADay > 0, "unused-a-day");
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("laurel.pictures." + name + " is too small");
        }
    }
}
