package io.laurel.contracts;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the world finds what Laurel speaks of. Most of these stand in signed credentials and in mails, so that none may ever change.
 */
public final class PublicAddresses {

    private final String base;
    private final String did;

    /**
     * The addresses behind one front door.
     *
     * @param base the address that everybody reaches Laurel by; it may have a path
     * @throws IllegalArgumentException if it is not an http address with a host
     */
    public PublicAddresses(URI base) {
        if (base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("laurel.base-url must be an absolute http address: " + base);
        }
        this.base = base.toString().replaceAll("/+$", "");
        // did:web, section 3.2: the port's colon is percent-encoded, a path's slashes become colons.
        var front = URI.create(this.base);
        var port = front.getPort() < 0 ? "" : "%3A" + front.getPort();
        this.did = "did:web:" + front.getHost() + port + front.getPath().replace('/', ':') + ":issuers:";
    }

    /** The front door itself, without a trailing slash. */
    public URI base() {
        return URI.create(base);
    }

    /** An organization's did:web, {@code issuer.id} of its credentials; its document is at {@code /issuers/{slug}/did.json}. */
    public URI did(String organizationSlug) {
        return URI.create(did + organizationSlug);
    }

    /** The name that proofs give to a key of {@code signing_key}. */
    public URI verificationMethod(String organizationSlug, UUID key) {
        return URI.create(did + organizationSlug + "#key-" + key);
    }

    /** The issuer's page on the web: its own site, or its page here if it has named none. */
    public URI issuer(String organizationSlug, @Nullable String website) {
        return website == null || website.isBlank() ? organization(organizationSlug) : URI.create(website);
    }

    /** An organization's page here. */
    public URI organization(String organizationSlug) {
        return at("/o/" + organizationSlug);
    }

    /** A recipient's page. */
    public URI profile(String slug) {
        return at("/u/" + slug);
    }

    /** A badge's page for people. */
    public URI badge(String organizationSlug, String badgeSlug) {
        return at("/o/" + organizationSlug + "/badges/" + badgeSlug);
    }

    /** A badge's document, {@code achievement.id} of its credentials. */
    public URI achievement(String organizationSlug, String badgeSlug) {
        return at("/achievements/" + organizationSlug + "/" + badgeSlug);
    }

    /** A badge's picture. */
    public URI image(String sha256) {
        return at("/images/" + sha256 + ".png");
    }

    /** A status list credential. */
    public URI statusList(String organizationSlug, int number) {
        return at("/issuers/" + organizationSlug + "/status/" + number);
    }

    /** A credential's page for people. */
    public URI verification(ShortId id) {
        return at("/verify/" + id.value());
    }

    /** A credential's page as long as it has no short id. */
    public URI verification(CredentialId id) {
        return at("/verify/" + id.value());
    }

    private URI at(String path) {
        return URI.create(base + path);
    }
}
