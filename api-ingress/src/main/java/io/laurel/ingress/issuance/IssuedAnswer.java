package io.laurel.ingress.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer of one credential is told.
 *
 * @param credentialId null while nothing is decided, as are the dates
 * @param status of the credential: a new one is not claimed yet, so always {@code pending}
 */
record IssuedAnswer(
        UUID id,
        @Nullable String credentialId,
        URI verificationUrl,
        String status,
        @Nullable Instant issuanceDate,
        @Nullable Instant expirationDate,
        String recipientName,
        String recipientEmail,
        @Nullable UUID supersedesCredentialId) {

    private static final String NOT_CLAIMED_YET = "pending";

    static IssuedAnswer of(Outcome.Issued issued, Recipient recipient, PublicAddresses addresses) {
        UUID id = issued.id().value();
        String shortId = issued.shortId().value();
        return new IssuedAnswer(
                id,
                shortId,
                addresses.verification(issued.shortId()),
                NOT_CLAIMED_YET,
                issued.issuedAt(),
                issued.expiresAt(),
                recipient.name(),
                recipient.email(),
                issued.supersedesId() == null ? null : issued.supersedesId().value());
    }

    static IssuedAnswer undecided(CredentialId request, Recipient recipient, PublicAddresses addresses) {
        UUID id = request.value();
        return new IssuedAnswer(
                id,
                null,
                addresses.verification(request),
                NOT_CLAIMED_YET,
                null,
                null,
                recipient.name(),
                recipient.email(),
                null);
    }
}
