package io.laurel.worker.signing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where the world finds what credentials point to; the verifier serves these addresses. */
@Component
public final class PublicUrls {

    private final URI base;

    PublicUrls(@Value("${laurel.base-url:http://localhost:8080}") URI base) {
        this.base = base;
    }

    /** The did:web of an organization: the port's colon is percent-encoded (did:web, section 2.5). */
    public URI did(String organizationSlug) {
        return URI.create("did:web:%s:issuers:%s"
                .formatted(URLEncoder.encode(base.getAuthority(), StandardCharsets.UTF_8), organizationSlug));
    }

    public URI verificationMethod(String organizationSlug, UUID key) {
        return URI.create(did(organizationSlug) + "#key-" + key);
    }

    public URI organization(String organizationSlug) {
        return at("/o/" + organizationSlug);
    }

    public URI achievement(String organizationSlug, String badgeSlug) {
        return at("/achievements/" + organizationSlug + "/" + badgeSlug);
    }

    public URI image(String sha256) {
        return at("/images/" + sha256 + ".png");
    }

    public URI statusList(String organizationSlug, int number) {
        return at("/issuers/" + organizationSlug + "/status/" + number);
    }

    private URI at(String path) {
        return URI.create(base + path);
    }
}
