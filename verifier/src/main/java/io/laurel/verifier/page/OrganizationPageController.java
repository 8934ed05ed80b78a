package io.laurel.verifier.page;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.issuer.Issuers;
import io.laurel.verifier.lookup.Badge;
import io.laurel.verifier.lookup.Organization;
import java.net.IDN;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows an issuer and its badges to a person. */
@RestController
class OrganizationPageController {

    private static final int MOST_BADGES = 120;

    private final Issuers issuers;
    private final PublicAddresses addresses;
    private final Pages pages;

    OrganizationPageController(Issuers issuers, PublicAddresses addresses, Pages pages) {
        this.issuers = issuers;
        this.addresses = addresses;
        this.pages = pages;
    }

    /** What an issuer's page shows. */
    record OrganizationView(
            Head head,
            String name,
            boolean active,
            @Nullable String website,
            @Nullable String domain,
            List<BadgeLink> badges,
            boolean hasBadges,
            int more,
            boolean hasMore) {}

    /** A badge on the shelf. */
    record BadgeLink(String path, String imagePath, String name, String description) {}

    /** What a badge's page shows. */
    record BadgeView(
            Head head,
            String name,
            String description,
            String criteria,
            List<String> tags,
            boolean hasTags,
            String imagePath,
            String issuerName,
            String issuerPath,
            String achievementPath,
            @Nullable String externalUrl) {}

    @GetMapping("/o/{slug}")
    ResponseEntity<String> organization(@PathVariable String slug) {
        var organization = issuers.issuer(slug);
        var badges = issuers.activeBadges(organization, MOST_BADGES, 0);
        int more = badges.size() < MOST_BADGES ? 0 : issuers.activeBadgeCount(organization) - badges.size();
        var view = new OrganizationView(
                head(organization),
                organization.name(),
                organization.isActive(),
                Links.elsewhere(organization.website()),
                issuers.domain(organization)
                        .map(OrganizationPageController::forPeople)
                        .orElse(null),
                badges.stream().map(badge -> link(organization, badge)).toList(),
                !badges.isEmpty(),
                more,
                more > 0);
        return pages.page("organization", view);
    }

    @GetMapping("/o/{organizationSlug}/badges/{badgeSlug}")
    ResponseEntity<String> badge(@PathVariable String organizationSlug, @PathVariable String badgeSlug) {
        var organization = issuers.issuer(organizationSlug);
        var badge = issuers.badge(organization, badgeSlug);
        var view = new BadgeView(
                head(organization, badge),
                badge.name(),
                badge.description(),
                badge.criteria(),
                badge.tags(),
                !badge.tags().isEmpty(),
                Links.image(badge.imageSha256()),
                organization.name(),
                Links.organization(organizationSlug),
                "/achievements/" + organizationSlug + "/" + badgeSlug,
                Links.elsewhere(badge.externalUrl()));
        return pages.page("badge", view);
    }

    /** Both forms where there are two: letters of another script can look like those of a domain that people trust. */
    private static String forPeople(String domain) {
        var unicode = IDN.toUnicode(domain);
        return unicode.equals(domain) ? domain : unicode + " (" + domain + ")";
    }

    private static BadgeLink link(Organization organization, Badge badge) {
        return new BadgeLink(
                Links.badge(organization.slug(), badge.slug()),
                Links.image(badge.imageSha256()),
                badge.name(),
                badge.description());
    }

    private Head head(Organization organization) {
        return new Head(
                organization.name() + " · Laurel",
                "The badges that " + organization.name() + " issues.",
                addresses.organization(organization.slug()),
                null,
                organization.isActive(),
                false);
    }

    private Head head(Organization organization, Badge badge) {
        return new Head(
                badge.name() + " · " + organization.name(),
                badge.description(),
                addresses.badge(organization.slug(), badge.slug()),
                addresses.image(badge.imageSha256()),
                organization.isActive(),
                false);
    }
}
