package io.laurel.verifier.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.SvgPlate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads images and plates. Both never change, so what was read is kept while there is room. */
@Component
public class Images {

    private final JdbcClient jdbc;
    private final Cache<String, byte[]> pngs;
    private final Cache<String, BakingPlate> plates;
    private final Cache<String, byte[]> svgs;
    private final Cache<String, SvgPlate> svgPlates;

    Images(JdbcClient jdbc, ImageProperties properties) {
        this.jdbc = jdbc;
        long share = properties.memory().toBytes() / 4;
        pngs = Caffeine.newBuilder()
                .maximumWeight(share)
                .weigher((String sha256, byte[] png) -> png.length)
                .build();
        plates = Caffeine.newBuilder()
                .maximumWeight(share)
                .weigher((String sha256, BakingPlate plate) -> plate.head().length + plate.tail().length)
                .build();
        svgs = Caffeine.newBuilder()
                .maximumWeight(share)
                .weigher((String sha256, byte[] svg) -> svg.length)
                .build();
        svgPlates = Caffeine.newBuilder()
                .maximumWeight(share)
                .weigher((String sha256, SvgPlate plate) -> plate.size())
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

    /** The original of the image with this SHA-256, if it came as an SVG. */
    public Optional<byte[]> svg(String sha256) {
        return Optional.ofNullable(svgs.get(sha256, this::loadSvg));
    }

    /** The original's plate. */
    public Optional<SvgPlate> svgPlate(String sha256) {
        return svg(sha256).map(svg -> svgPlates.get(sha256, name -> SvgPlate.of(svg)));
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
    private byte[] loadSvg(String sha256) {
        var svg = jdbc.sql("select svg from badge_image where sha256 = ? and svg is not null")
                .param(sha256)
                .query((row, number) -> row.getBytes("svg"))
                .optional();
        // Checked again here, whoever put it there: what is served must not run in a visitor's browser.
        svg.ifPresent(SvgPlate::of);
        return svg.orElse(null);
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
