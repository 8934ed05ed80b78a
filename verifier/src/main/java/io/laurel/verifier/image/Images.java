package io.laurel.verifier.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.openbadges.baking.BakingPlate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads images and plates. Both never change, so what was read is kept while there is room. */
@Component
public class Images {

    private final JdbcClient jdbc;
    private final Cache<String, byte[]> pngs;
    private final Cache<String, BakingPlate> plates;

    Images(JdbcClient jdbc, ImageProperties properties) {
        this.jdbc = jdbc;
        pngs = Caffeine.newBuilder()
                .maximumWeight(properties.memory().toBytes() / 2)
                .weigher((String sha256, byte[] png) -> png.length)
                .build();
        plates = Caffeine.newBuilder()
                .maximumWeight(properties.memory().toBytes() / 2)
                .weigher((String sha256, BakingPlate plate) -> plate.head().length + plate.tail().length)
                .build();
    }

    /** The image with this SHA-256, in hex. */
    public Optional<byte[]> png(String sha256) {
        return Optional.ofNullable(pngs.get(sha256, this::loadPng));
    }

    /** The image's plate: as the worker cut it, or cut here while the worker has not. */
    public Optional<BakingPlate> plate(String sha256) {
        return Optional.ofNullable(plates.get(sha256, this::loadPlate));
    }

    // Caffeine remembers no null.
    @SuppressWarnings("NullAway")
    private byte[] loadPng(String sha256) {
        return jdbc.sql("select png from badge_image where sha256 = ?")
                .param(sha256)
                .query((row, number) -> row.getBytes("png"))
                .optional()
                .orElse(null);
    }

    @SuppressWarnings("NullAway")
    private BakingPlate loadPlate(String sha256) {
        return jdbc.sql("select head, tail from baking_plate where image_sha256 = ?")
                .param(sha256)
                .query((row, number) -> new BakingPlate(row.getBytes("head"), row.getBytes("tail")))
                .optional()
                .or(() -> png(sha256).map(BakingPlate::of))
                .orElse(null);
    }
}
