package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.Identifiers;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One OpenBadgeCredential before it is signed (Open Badges 3.0, §B.1.2 AchievementCredential; VC Data Model 2.0, §4).
 *
 * <p>Times are cut to milliseconds, addresses are written in ASCII; what a record cannot say in the signed bytes it refuses with an
 * {@link IllegalArgumentException}.
 *
 * @param id {@code urn:uuid:…} or the credential's address
 * @param issuer who issues
 * @param achievement what was achieved
 * @param recipient who achieved it, as a hash
 * @param validFrom from when it holds
 * @param validUntil until when it holds; {@code null} for ever
 * @param evidence a page that shows the work; {@code null} if there is none
 * @param status where its revocation will be told
 */
public record Credential(
        URI id,
        Issuer issuer,
        Achievement achievement,
        IdentityHash recipient,
        Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable URI evidence,
        StatusEntry status) {

    public Credential {
        id = Identifiers.absolute(id, "id");
        validFrom = validFrom.truncatedTo(ChronoUnit.MILLIS);
        validUntil = validUntil == null ? null : validUntil.truncatedTo(ChronoUnit.MILLIS);
        evidence = evidence == null ? null : Identifiers.absolute(evidence, "evidence.id");
    }
}
