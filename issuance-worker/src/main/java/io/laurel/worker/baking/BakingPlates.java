package io.laurel.worker.baking;

import io.laurel.openbadges.baking.BakingPlate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bakes each badge image once: checked and cut open where a credential goes in. The verifier puts the signed bytes between
 * the halves, so that no image is kept, or encoded, per credential.
 */
@Component
public final class BakingPlates {

    private final JdbcClient jdbc;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    BakingPlates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the plates that are missing. */
    public void ensure(Collection<String> imageSha256s) {
        var missing = new HashSet<>(imageSha256s);
        missing.removeAll(made);
        for (var image : missing) {
            make(image);
            made.add(image);
        }
    }

    private void make(String imageSha256) {
        var png = jdbc.sql("select png from badge_image where sha256 = ?")
                .param(imageSha256)
                .query(byte[].class)
                .single();
        var plate = BakingPlate.of(png);
        jdbc.sql("insert into baking_plate (image_sha256, head, tail) values (?, ?, ?) on conflict do nothing")
                .params(imageSha256, plate.head(), plate.tail())
                .update();
    }
}
