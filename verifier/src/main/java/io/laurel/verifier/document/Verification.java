package io.laurel.verifier.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.lookup.Badge;
import io.laurel.verifier.lookup.Credential;
import io.laurel.verifier.lookup.Found;
import io.laurel.verifier.lookup.Organization;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/verify/{id}}.
 *
 * @param ob3Credential the signed document, as it was signed; null when what is recorded is no JSON any more
 */
record Verification(
        String status,
        CredentialItem credential,
        IssuerItem issuer,
        BadgeItem badge,
        Found.Checks verification,
        @Nullable @JsonRawValue String ob3Credential,
        Features features,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NeighbourItem supersedes,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NeighbourItem supersededBy) {

    record CredentialItem(
            UUID id,
            String credentialId,
            UUID badgeId,
            String badgeName,
            String recipientName,
            String recipientEmail,
            String status,
            Instant issuanceDate,
            @Nullable Instant expirationDate,
            @Nullable Instant claimedAt,
            @Nullable Instant revokedAt,
            boolean isPublic,
            URI verificationUrl,
            @Nullable UUID supersedesCredentialId,
            @Nullable UUID supersededByCredentialId) {}

    record IssuerItem(URI id, String name, String slug, URI url, URI profileUrl, String status) {}

    record BadgeItem(
            UUID id,
            String name,
            String slug,
            String description,
            String criteria,
            URI imageUrl,
            List<String> tags,
            @Nullable String externalUrl,
            URI publicUrl,
            URI achievementUrl) {}

    record NeighbourItem(UUID id, String credentialId, Instant issuanceDate, URI verificationUrl) {}

    record Features(boolean qrCodeEnabled) {}

    static Verification of(Found found, PublicAddresses addresses, Instant now) {
        var credential = found.credential();
        return new Verification(
                credential.statusAt(now).word(),
                item(found, addresses, now),
                issuer(found.organization(), addresses),
                badge(found.badge(), found.organization(), addresses),
                found.checksAt(now),
                found.readable() ? credential.document() : null,
                new Features(found.organization().isPaying()),
                neighbour(credential.supersedes(), addresses),
                neighbour(credential.supersededBy(), addresses));
    }

    private static CredentialItem item(Found found, PublicAddresses addresses, Instant now) {
        var credential = found.credential();
        return new CredentialItem(
                credential.id().value(),
                credential.shortId().value(),
                credential.badgeId().value(),
                found.badge().name(),
                credential.recipientName(),
                credential.maskedEmail(),
                credential.statusAt(now).word(),
                credential.issuedAt(),
                credential.expiresAt(),
                credential.claimedAt(),
                credential.revokedAt(),
                credential.isPublic(),
                addresses.verification(credential.shortId()),
                idOf(credential.supersedes()),
                idOf(credential.supersededBy()));
    }

    private static IssuerItem issuer(Organization organization, PublicAddresses addresses) {
        return new IssuerItem(
                addresses.did(organization.slug()),
                organization.name(),
                organization.slug(),
                addresses.issuer(organization.slug(), organization.website()),
                addresses.organization(organization.slug()),
                organization.status());
    }

    private static BadgeItem badge(Badge badge, Organization organization, PublicAddresses addresses) {
        return new BadgeItem(
                badge.id().value(),
                badge.name(),
                badge.slug(),
                badge.description(),
                badge.criteria(),
                addresses.image(badge.imageSha256()),
                badge.tags(),
                badge.externalUrl(),
                addresses.badge(organization.slug(), badge.slug()),
                addresses.achievement(organization.slug(), badge.slug()));
    }

    private static @Nullable UUID idOf(Credential.@Nullable Neighbour neighbour) {
        return neighbour == null ? null : neighbour.id().value();
    }

    /** A private neighbour is nobody's business but its recipient's. */
    private static @Nullable NeighbourItem neighbour(
            Credential.@Nullable Neighbour neighbour, PublicAddresses addresses) {
        if (neighbour == null || !neighbour.isPublic()) {
            return null;
        }
        return new NeighbourItem(
                neighbour.id().value(),
                neighbour.shortId().value(),
                neighbour.issuedAt(),
                addresses.verification(neighbour.shortId()));
    }
}
