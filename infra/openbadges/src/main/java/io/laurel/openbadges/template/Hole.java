package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between two credentials of one badge: each value fills one term of the canonical statements. */
enum Hole {
    ID(true),
    VALID_FROM(false),
    VALID_UNTIL(false),
    IDENTITY_HASH(false),
    SALT(false),
    EVIDENCE(true),
    STATUS_ID(true),
    STATUS_INDEX(false),
    STATUS_LIST(true);

    /** The holes that identifiers fill. */
    static final List<Hole> IRIS = Stream.of(values()).filter(Hole::isIri).toList();

    private final boolean iri;

    Hole(boolean iri) {
        this.iri = iri;
    }

    boolean isIri() {
        return iri;
    }

    /** The value as the JSON text has it; {@code null} if this credential has none. */
    @Nullable
    String of(Credential credential) {
        return switch (this) {
            case ID -> credential.id().toString();
            case VALID_FROM -> credential.validFrom().toString();
            case VALID_UNTIL ->
                credential.validUntil() == null ? null : credential.validUntil().toString();
            case IDENTITY_HASH -> credential.recipient().hash();
            case SALT -> credential.recipient().salt();
            case EVIDENCE ->
                credential.evidence() == null ? null : credential.evidence().toString();
            case STATUS_ID -> CredentialJson.statusId(credential.status());
            case STATUS_INDEX -> Integer.toString(credential.status().index());
            case STATUS_LIST -> credential.status().listCredential().toString();
        };
    }

    /** What a credential fills the holes with; a hole that its shape does not have is missing. */
    static Map<Hole, String> fillings(Credential credential) {
        Map<Hole, String> fillings = new EnumMap<>(Hole.class);
        for (Hole hole : values()) {
            String filling = hole.of(credential);
            if (filling != null) {
                fillings.put(hole, filling);
            }
        }
        return fillings;
    }

    /** A credential of a badge whose every hole is filled with something that is like nothing else. */
    static Credential sample(Issuer issuer, Achievement achievement, boolean expires, boolean evident) {
        return new Credential(
                URI.create("urn:uuid:8c1f7f0e-6f1b-4c1a-9d62-5d0f3b8a7e10"),
                issuer,
                achievement,
                new IdentityHash("8c1f7f0e-6f1b-4c1a-9d62-5d0f3b8a7e11", "8c1f7f0e-6f1b-4c1a-9d62-5d0f3b8a7e12"),
                Instant.parse("0001-02-03T04:05:06.007Z"),
                expires ? Instant.parse("0001-02-03T04:05:06.008Z") : null,
                evident ? URI.create("urn:uuid:8c1f7f0e-6f1b-4c1a-9d62-5d0f3b8a7e13") : null,
                new StatusEntry(URI.create("urn:uuid:8c1f7f0e-6f1b-4c1a-9d62-5d0f3b8a7e14"), Integer.MAX_VALUE - 1));
    }
}
