package io.laurel.verifier.image;

import io.laurel.verifier.site.Documents;
import io.laurel.web.ApiException;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves badge images: an address always means the same bytes. */
@RestController
class ImageController {

    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Images images;

    ImageController(Images images) {
        this.images = images;
    }

    @GetMapping("/images/{sha256:[0-9a-f]{64}}.png")
    ResponseEntity<byte[]> png(@PathVariable String sha256) {
        var png = images.png(sha256).orElseThrow(() -> ApiException.notFound("There is no such image."));
        return answer(MediaType.IMAGE_PNG, sha256, png);
    }

    /** The original of the PNG with this name. */
    @GetMapping("/images/{sha256:[0-9a-f]{64}}.svg")
    ResponseEntity<byte[]> svg(@PathVariable String sha256) {
        var svg = images.svg(sha256)
                .orElseThrow(() -> ApiException.notFound("There is no such image, or it did not come as an SVG."));
        return answer(Documents.SVG, sha256 + "-svg", svg);
    }

    private static ResponseEntity<byte[]> answer(MediaType type, String tag, byte[] image) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(FOREVER)
                .eTag('"' + tag + '"')
                .body(image);
    }
}
