package io.laurel.verifier.page;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.lookup.Credential;
import io.laurel.verifier.lookup.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of a credential shows. */
record CredentialView(
        Head head,
        String tone,
        String icon,
        String statusLabel,
        String verdict,
        String explanation,
        List<Verdict.Check> checks,
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

    static CredentialView of(Finding finding, PublicAddresses addresses, Instant now) {
        var credential = finding.credential();
        var organization = finding.organization();
        var badge = finding.badge();
        var shortId = credential.shortId().value();
        var verdict = Verdict.of(finding, now);
        return new CredentialView(
                head(finding, addresses),
                verdict.tone(),
                verdict.icon(),
                verdict.label(),
                verdict.sentence(),
                verdict.explanation(),
                Verdict.checks(finding, now),
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

    private static Head head(Finding finding, PublicAddresses addresses) {
        var credential = finding.credential();
        return new Head(
                finding.badge().name() + " · " + credential.recipientName(),
                credential.recipientName() + " was awarded “" + finding.badge().name() + "” by "
                        + finding.organization().name() + ". Check that it is genuine.",
                addresses.verification(credential.shortId()),
                addresses.image(finding.badge().imageSha256()),
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
