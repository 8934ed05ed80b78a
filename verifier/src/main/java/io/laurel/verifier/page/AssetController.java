package io.laurel.verifier.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves what the pages need besides themselves. The addresses carry a hash of the content, so that a browser keeps it for
 * good and yet gets a new one at once.
 */
@RestController
class AssetController {

    private static final String STYLES = Pages.text("laurel.css");
    private static final String ICON = Pages.text("laurel.svg");
    private static final String DROP = Pages.text("drop.js");

    static final String STYLESHEET = "/verify/assets/" + version(STYLES) + "/laurel.css";
    static final String ICON_PATH = "/verify/assets/" + version(ICON) + "/laurel.svg";

    static final String DROP_PATH = "/verify/assets/" + version(DROP) + "/drop.js";

    // Any version in the address gets the newest: during an update another instance may have made the page.
    @GetMapping("/verify/assets/{version}/laurel.css")
    ResponseEntity<String> styles() {
        return asset("text/css", STYLES);
    }

    @GetMapping("/verify/assets/{version}/laurel.svg")
    ResponseEntity<String> icon() {
        return asset("image/svg+xml", ICON);
    }

    @GetMapping("/verify/assets/{version}/drop.js")
    ResponseEntity<String> drop() {
        return asset("text/javascript", DROP);
    }

    private static ResponseEntity<String> asset(String type, String content) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8))
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(content);
    }

    private static String version(String content) {
        var hash = new CRC32C();
        hash.update(content.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) hash.getValue());
    }
}
