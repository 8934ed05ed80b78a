package io.laurel.verifier.judgement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Finding;
import io.laurel.verifier.lookup.Credential;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to who hands in a credential.
 *
 * @param verification each check: true, false, or null if it could not be told
 * @param reasons each check's reason, under the same names
 * @param ob3Credential the credential as it was read
 * @param credential the credential as it was handed in, out of its picture: its very text, JSON-LD or a compact JWT
 * @param verificationUrl the credential's page, if we issued it and it is public
 * @param supersededBy what replaced it, if we issued both and the newer is public
 */
record Answer(
        String status,
        Map<String, @Nullable Boolean> verification,
        Map<String, String> reasons,
        @JsonRawValue String ob3Credential,
        String credential,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable URI verificationUrl,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Successor supersededBy) {

    private static final String ISSUER_ACTIVE = "issuerActive";

    /** The credential that replaced another. */
    record Successor(String credentialId, URI verificationUrl) {}

    static Answer of(Judgement judgement, PublicAddresses addresses) {
        Map<String, @Nullable Boolean> verification = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Finding finding : judgement.report().findings()) {
            verification.put(name(finding.check()), value(finding));
            reasons.put(name(finding.check()), finding.reason());
        }
        judgement.own().ifPresent(own -> {
            boolean active = own.organization().isActive();
            verification.put(ISSUER_ACTIVE, active);
            reasons.put(
                    ISSUER_ACTIVE, own.organization().name() + (active ? " is an approved issuer." : " is suspended."));
        });
        Credential own = judgement.own().map(found -> found.credential()).orElse(null);
        return new Answer(
                judgement.status().name().toLowerCase(Locale.ROOT),
                verification,
                reasons,
                judgement.report().credential().toString(),
                judgement.credential(),
                own == null || !own.isPublic() ? null : addresses.verification(own.shortId()),
                own == null ? null : successor(own.supersededBy(), addresses));
    }

    private static @Nullable Successor successor(Credential.@Nullable Neighbour newer, PublicAddresses addresses) {
        return newer == null || !newer.isPublic()
                ? null
                : new Successor(newer.shortId().value(), addresses.verification(newer.shortId()));
    }

    private static String name(Check check) {
        return switch (check) {
            case PROOF -> "signatureValid";
            case ISSUER -> "issuerVerified";
            case VALID_FROM -> "alreadyValid";
            case VALID_UNTIL -> "notExpired";
            case REVOCATION -> "notRevoked";
            case SUSPENSION -> "notSuspended";
            case SCHEMA -> "schemaValid";
        };
    }

    private static @Nullable Boolean value(Finding finding) {
        return switch (finding.outcome()) {
            case HOLDS -> true;
            case FAILS -> false;
            case UNKNOWN -> null;
        };
    }
}
