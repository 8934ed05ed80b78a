package io.laurel.verifier.issuer;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.AchievementDocument;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.Profile;
import io.laurel.openbadges.key.DidDocument;
import io.laurel.openbadges.key.VerificationKey;
import io.laurel.verifier.lookup.Badge;
import io.laurel.verifier.lookup.Organization;
import io.laurel.verifier.site.Documents;
import io.laurel.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the documents that any verifier of a credential may want. */
@RestController
class IssuerController {

    private static final int MOST_A_PAGE = 100;

    /** Open Badges has no word of its own for it; types of one's own begin like this. */
    private static final String VERIFIED_DOMAIN = "ext:verifiedDomain";

    /** Caches take load off, yet a revocation is known everywhere a few seconds after the worker signed it. */
    private static final CacheControl STATUS_LIST_CACHING =
            CacheControl.maxAge(Duration.ofSeconds(5)).cachePublic().mustRevalidate();

    private final Issuers issuers;
    private final PublicAddresses addresses;

    IssuerController(Issuers issuers, PublicAddresses addresses) {
        this.issuers = issuers;
        this.addresses = addresses;
    }

    @GetMapping("/issuers/{slug}")
    ResponseEntity<byte[]> profile(@PathVariable String slug) {
        var organization = issuers.issuer(slug);
        var others = issuers.domain(organization)
                .map(domain -> new Profile.Identifier(domain, VERIFIED_DOMAIN))
                .map(List::of)
                .orElse(List.of());
        return Documents.answer(Documents.JSON_LD, Profile.json(issuer(organization), others));
    }

    @GetMapping("/issuers/{slug}/did.json")
    ResponseEntity<byte[]> didDocument(@PathVariable String slug) {
        var organization = issuers.issuer(slug);
        var keys = issuers.keys(organization).stream()
                .map(key -> new VerificationKey(addresses.verificationMethod(slug, key.id()), key.key()))
                .toList();
        return Documents.answer(Documents.DID, DidDocument.json(addresses.did(slug), keys));
    }

    /** A page of achievements. */
    record Achievements(List<RawJson> data, Pagination pagination) {}

    /** A document inside another one. */
    record RawJson(@JsonRawValue @JsonValue String document) {}

    /** Which part of the whole a page is. */
    record Pagination(int limit, int offset, int total) {}

    @GetMapping("/issuers/{slug}/achievements")
    Achievements achievements(
            @PathVariable String slug,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        if (limit < 1 || limit > MOST_A_PAGE) {
            throw ApiException.invalid("limit", "must be between 1 and 100");
        }
        if (offset < 0) {
            throw ApiException.invalid("offset", "must not be negative");
        }
        var organization = issuers.issuer(slug);
        var documents = issuers.activeBadges(organization, limit, offset).stream()
                .map(badge -> new RawJson(document(organization, badge)))
                .toList();
        return new Achievements(documents, new Pagination(limit, offset, issuers.activeBadgeCount(organization)));
    }

    @GetMapping("/achievements/{organizationSlug}/{badgeSlug}")
    ResponseEntity<byte[]> achievement(@PathVariable String organizationSlug, @PathVariable String badgeSlug) {
        var organization = issuers.issuer(organizationSlug);
        return Documents.answer(Documents.JSON_LD, document(organization, issuers.badge(organization, badgeSlug)));
    }

    @GetMapping("/issuers/{slug}/status/{number:[0-9]{1,9}}")
    ResponseEntity<byte[]> statusList(@PathVariable String slug, @PathVariable int number) {
        var list = issuers.statusList(issuers.issuer(slug), number)
                .orElseThrow(() -> ApiException.notFound("There is no such status list."));
        var bytes = list.document().getBytes(StandardCharsets.UTF_8);
        return Documents.answer(Documents.CREDENTIAL, STATUS_LIST_CACHING, bytes)
                .lastModified(list.signedAt())
                .body(bytes);
    }

    private String document(Organization organization, Badge badge) {
        var achievement = new Achievement(
                addresses.achievement(organization.slug(), badge.slug()),
                badge.name(),
                badge.description(),
                badge.criteria(),
                addresses.image(badge.imageSha256()),
                badge.tags());
        return AchievementDocument.json(achievement, issuer(organization));
    }

    private Issuer issuer(Organization organization) {
        return new Issuer(
                addresses.did(organization.slug()),
                organization.name(),
                addresses.issuer(organization.slug(), organization.website()));
    }
}
