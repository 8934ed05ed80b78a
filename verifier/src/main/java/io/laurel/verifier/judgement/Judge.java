package io.laurel.verifier.judgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.baking.Unbaker;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.template.CompiledVerifier;
import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.CredentialVerifier;
import io.laurel.openbadges.verification.Finding;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.openbadges.verification.Report;
import io.laurel.verifier.enquiry.Enquiries;
import io.laurel.verifier.enquiry.Kind;
import io.laurel.verifier.lookup.Found;
import io.laurel.verifier.lookup.Lookup;
import io.laurel.verifier.lookup.LookupKey;
import io.laurel.web.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Judges whatever is handed in. */
@Component
public class Judge {

    static final String METRIC = "laurel.verifier.judgements";

    private static final String URN = "urn:uuid:";

    /** Of our own form, 10 KB each; what is not kept is compiled anew. */
    private static final int MOST_BADGES = 500;

    private final Places places;
    private final CompiledVerifier ownForm = new CompiledVerifier(MOST_BADGES);
    private final Lookup lookup;
    private final Enquiries enquiries;
    private final PublicAddresses addresses;
    private final Clock clock;
    private final MeterRegistry metrics;

    Judge(
            Places places,
            Lookup lookup,
            Enquiries enquiries,
            PublicAddresses addresses,
            Clock clock,
            MeterRegistry metrics) {
        this.places = places;
        this.lookup = lookup;
        this.enquiries = enquiries;
        this.addresses = addresses;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Judges a credential.
     *
     * @param upload a PNG or an SVG that one is baked into, JSON-LD, or a compact JWT
     * @throws ApiException 400 if there is no credential in it, 503 if too many are being judged
     */
    public Judgement judge(byte[] upload) {
        try {
            Judgement judgement = places.judge(loader -> {
                byte[] credential = credential(upload);
                var verifier = new CredentialVerifier(loader, ownForm);
                return supplemented(credential, verifier.verify(credential, clock.instant()));
            });
            count(judgement.status().name().toLowerCase(Locale.ROOT));
            return judgement;
        } catch (UnreadableCredentialException unreadable) {
            count("unreadable");
            throw ApiException.validation(String.valueOf(unreadable.getMessage()));
        }
    }

    private byte[] credential(byte[] upload) {
        if (!isPicture(upload)) {
            return bounded(upload);
        }
        try {
            return Unbaker.extract(upload)
                    .orElseThrow(() -> new UnreadableCredentialException("There is no badge in this picture."));
        } catch (BakingException broken) {
            throw new UnreadableCredentialException(
                    "This picture cannot be read: " + broken.getMessage() + ".", broken);
        }
    }

    /** Where pictures are taken the whole body may be larger than any text. */
    private static byte[] bounded(byte[] upload) {
        if (upload.length > Uploads.MOST_TEXT.toBytes()) {
            throw ApiException.tooLarge("The file is too large: at most " + Uploads.MOST_TEXT.toBytes()
                    + " bytes are read of what is no picture.");
        }
        return upload;
    }

    /** A PNG begins with a byte that no text has, an SVG with white space or a mark and then a bracket. */
    private static boolean isPicture(byte[] upload) {
        for (byte next : upload) {
            if (next == (byte) 0x89 || next == '<') {
                return true;
            }
            // A byte order mark may stand first.
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n' && next >= 0) {
                return false;
            }
        }
        return false;
    }

    /** What we issued ourselves, we know more of than what is signed: the newest status, and what replaced it. */
    private Judgement supplemented(byte[] credential, Report report) {
        Optional<Found> own = own(report);
        Judgement judgement = new Judgement(new String(credential, UTF_8), report, own);
        if (own.isEmpty()) {
            return judgement;
        }
        if (own.get().credential().isPublic()) {
            enquiries.note(own.get(), Kind.FILE);
        }
        return judgement.withRevocation(revocation(own.get()));
    }

    private static Finding revocation(Found own) {
        String issuer = own.organization().name();
        return own.credential().revokedAt() == null
                ? new Finding(Check.REVOCATION, Outcome.HOLDS, issuer + " has not revoked it.")
                : new Finding(Check.REVOCATION, Outcome.FAILS, issuer + " revoked it.");
    }

    private Optional<Found> own(Report report) {
        if (report.finding(Check.ISSUER).outcome() != Outcome.HOLDS
                || !StrictJson.issuer(report.credential())
                        .startsWith(addresses.did("").toString())) {
            return Optional.empty();
        }
        return id(report.credential()).flatMap(id -> lookup.find(new LookupKey.ById(id)));
    }

    private static Optional<CredentialId> id(JsonObject credential) {
        String id = StrictJson.text(credential, "id");
        if (!id.startsWith(URN)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CredentialId(UUID.fromString(id.substring(URN.length()))));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    private void count(String answer) {
        metrics.counter(METRIC, "answer", answer).increment();
    }
}
