package io.laurel.worker.signing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.BadgeId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Badges compiled for their organization's key, kept while they are used. */
@Component
public final class CompiledBadges {

    private static final int MOST = 2_000;
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final PublicAddresses addresses;
    private final FastPath fastPath;
    private final Referee referee;

    /** What is not used any more goes, and a retired key's private half with it. */
    private final Cache<Edition, CompiledEdition> editions =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    CompiledBadges(SigningKeys keys, PublicAddresses addresses, FastPath fastPath, Referee referee) {
        this.keys = keys;
        this.addresses = addresses;
        this.fastPath = fastPath;
        this.referee = referee;
    }

    /** All that goes into every credential of a badge: where any of it changes, it is another edition. */
    public record Edition(
            String organizationSlug,
            String organizationName,
            @Nullable String website,
            UUID signingKey,
            BadgeId badge,
            String badgeSlug,
            String badgeName,
            String description,
            String criteria,
            String imageSha256,
            List<String> tags) {}

    /** An edition, ready to sign any number of credentials from any number of threads. */
    public record CompiledEdition(Issuer issuer, Achievement achievement, CredentialSigner signer) {}

    /** Compiles the edition unless that was done before. */
    public CompiledEdition compiled(Edition edition) {
        return editions.get(edition, this::compile);
    }

    private CompiledEdition compile(Edition edition) {
        var slug = edition.organizationSlug();
        var website = edition.website();
        var issuer = new Issuer(
                addresses.did(slug),
                edition.organizationName(),
                website == null ? addresses.organization(slug) : URI.create(website));
        var achievement = new Achievement(
                addresses.achievement(slug, edition.badgeSlug()),
                edition.badgeName(),
                edition.description(),
                edition.criteria(),
                addresses.image(edition.imageSha256()),
                edition.tags());
        var key = keys.open(slug, edition.signingKey());
        var signer = referee.over(edition.badge(), fastPath.to(issuer, achievement, key), new FullSigner(key));
        return new CompiledEdition(issuer, achievement, signer);
    }
}
