package io.laurel.verifier.site;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the public addresses. The same ones stand in signed credentials, so they must never change. */
@Component
public class Addresses {

    private final String base;
    private final String did;

    Addresses(SiteProperties site) {
        base = site.baseUrl().toString().replaceAll("/+$", "");
        var url = URI.create(base);
        // did:web, section 3.3: the port's colon is percent-encoded, a path's slashes become colons
        var port = url.getPort() < 0 ? "" : "%3A" + url.getPort();
        did = "did:web:" + url.getHost() + port + url.getPath().replace('/', ':') + ":issuers:";
    }

    public URI issuerDid(String organizationSlug) {
        return URI.create(did + organizationSlug);
    }

    public URI verificationMethod(String organizationSlug, UUID key) {
        return URI.create(did + organizationSlug + "#key-" + key);
    }

    public URI organizationPage(String organizationSlug) {
        return URI.create(base + "/o/" + organizationSlug);
    }

    /** The organization's own site, or its page here when it has named none that can be linked to. */
    public URI issuerUrl(String organizationSlug, @Nullable String website) {
        return website == null || website.isBlank() ? organizationPage(organizationSlug) : URI.create(website);
    }

    public URI badgePage(String organizationSlug, String badgeSlug) {
        return URI.create(base + "/o/" + organizationSlug + "/badges/" + badgeSlug);
    }

    public URI achievement(String organizationSlug, String badgeSlug) {
        return URI.create(base + "/achievements/" + organizationSlug + "/" + badgeSlug);
    }

    public URI image(String sha256) {
        return URI.create(base + "/images/" + sha256 + ".png");
    }

    public URI verification(String shortId) {
        return URI.create(base + "/verify/" + shortId);
    }
}
