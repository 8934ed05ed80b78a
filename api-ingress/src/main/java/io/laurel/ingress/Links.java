package io.laurel.ingress;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where things are seen from outside. */
@Component
public class Links {

    private final String base;

    Links(@Value("${laurel.base-url:http://localhost:8080}") URI baseUrl) {
        if (!baseUrl.isAbsolute()) {
            throw new IllegalArgumentException("laurel.base-url must be absolute: " + baseUrl);
        }
        this.base = baseUrl.toString().replaceAll("/+$", "");
    }

    public String base() {
        return base;
    }

    /** By the short id, or by the UUID while there is none. */
    public String verification(UUID id, @Nullable String shortId) {
        return base + "/verify/" + (shortId == null ? id.toString() : shortId);
    }

    public String badgeImage(String sha256) {
        return base + "/images/" + sha256 + ".png";
    }

    public String badge(String organization, String badge) {
        return base + "/o/" + organization + "/badges/" + badge;
    }

    public String achievement(String organization, String badge) {
        return base + "/achievements/" + organization + "/" + badge;
    }
}
