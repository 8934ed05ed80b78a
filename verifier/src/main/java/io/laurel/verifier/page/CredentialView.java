package io.laurel.verifier.page;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.lookup.Credential;
import io.laurel.verifier.lookup.Found;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of a credential shows. */
record CredentialView(
        Head head,
        Verdict verdict,
        List<Verdict.Checked> checks,
        String shortId,
        String recipientName,
        String maskedEmail,
        String badgeName,
        String description,
        String criteria,
        List<String> tags,
        boolean hasTags,
        String imagePath,
        String badgePath,
        String issuerName,
        String issuerPath,
        String didPath,
        @Nullable String evidenceUrl,
        Day issued,
        @Nullable Day expires,
        boolean expired,
        @Nullable Day claimed,
        @Nullable Day revoked,
        @Nullable Link older,
        @Nullable Link newer,
        URI verificationUrl,
        @Nullable String qrPath,
        boolean hasSvg) {

    /** The page of another credential. */
    record Link(String shortId, String path) {}

    static CredentialView of(Found found, PublicAddresses addresses, Instant now) {
        var credential = found.credential();
        var organization = found.organization();
        var badge = found.badge();
        var shortId = credential.shortId().value();
        return new CredentialView(
                head(found, addresses),
                Verdict.of(found, now),
                Verdict.checks(found, now),
                shortId,
                credential.recipientName(),
                credential.maskedEmail(),
                badge.name(),
                badge.description(),
                badge.criteria(),
                badge.tags(),
                !badge.tags().isEmpty(),
                Links.image(badge.imageSha256()),
                Links.badge(organization.slug(), badge.slug()),
                organization.name(),
                Links.organization(organization.slug()),
                "/issuers/" + organization.slug() + "/did.json",
                Links.elsewhere(credential.evidenceUrl()),
                Day.of(credential.issuedAt()),
                Day.ofNullable(credential.expiresAt()),
                credential.expiredAt(now),
                Day.ofNullable(credential.claimedAt()),
                Day.ofNullable(credential.revokedAt()),
                link(credential.supersedes()),
                link(credential.supersededBy()),
                addresses.verification(credential.shortId()),
                organization.isPaying() ? "/api/credentials/" + shortId + "/qr" : null,
                badge.hasSvg());
    }

    private static Head head(Found found, PublicAddresses addresses) {
        var credential = found.credential();
        return new Head(
                found.badge().name() + " · " + credential.recipientName(),
                credential.recipientName() + " was awarded “" + found.badge().name() + "” by "
                        + found.organization().name() + ". Check that it is genuine.",
                addresses.verification(credential.shortId()),
                addresses.image(found.badge().imageSha256()),
                false,
                false);
    }

    static @Nullable Link link(Credential.@Nullable Neighbour neighbour) {
        if (neighbour == null || !neighbour.isPublic()) {
            return null;
        }
        var shortId = neighbour.shortId().value();
        return new Link(shortId, Links.credential(shortId));
    }
}
