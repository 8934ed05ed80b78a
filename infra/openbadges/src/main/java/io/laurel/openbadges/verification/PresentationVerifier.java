package io.laurel.openbadges.verification;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.Expectation;
import io.laurel.openbadges.proof.ProofResult;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges presentations (VC Data Model 2.0, §4.13), with or without a proof of their own, and every credential in them. Thread-safe. */
public final class PresentationVerifier {

    private static final int MOST_CREDENTIALS = 32;

    private final DataIntegrityVerifier proofs;
    private final CredentialVerifier credentials;

    /**
     * One that asks others for keys and for the credentials' part.
     *
     * @param keys finds the holders' keys
     */
    public PresentationVerifier(KeyResolver keys, CredentialVerifier credentials) {
        this.proofs = new DataIntegrityVerifier(keys);
        this.credentials = credentials;
    }

    /**
     * Judges a presentation.
     *
     * @param domain what it was to be signed for; {@code null} if nothing was asked
     * @param challenge what it was to answer; {@code null} if nothing was asked. Without either it need not be signed
     */
    public PresentationReport verify(
            JsonObject presentation, @Nullable String domain, @Nullable String challenge, Instant now) {
        List<Problem> problems = new ArrayList<>(DataModel.presentationProblems(presentation));
        List<JsonObject> held = Members.objects(presentation, "verifiableCredential");
        if (held.size() > MOST_CREDENTIALS) {
            problems.add(new Problem("verifiableCredential", "holds more than " + MOST_CREDENTIALS + " credentials"));
        }
        ProofResult proof = null;
        if (problems.isEmpty() && presentation.containsKey("proof")) {
            proof = proofs.verify(presentation, Expectation.ofPresentation(now, domain, challenge));
        } else if (problems.isEmpty()) {
            unsigned(presentation).ifPresent(problems::add);
        }
        return new PresentationReport(
                proof == null ? unsigned(domain, challenge) : finding(proof),
                holder(presentation, proof),
                problems,
                problems.isEmpty() ? credentials(held, problems, now) : List.of());
    }

    private List<Report> credentials(List<JsonObject> held, List<Problem> problems, Instant now) {
        List<Report> reports = new ArrayList<>();
        for (JsonObject credential : held) {
            try {
                reports.add(credentials.verify(Envelope.open(credential), now));
            } catch (UnreadableCredentialException unreadable) {
                problems.add(new Problem("verifiableCredential[" + reports.size() + "]", "is no credential"));
                return reports;
            }
        }
        return reports;
    }

    /** No proof covers it, but what it says must mean something all the same. */
    private static Optional<Problem> unsigned(JsonObject presentation) {
        try {
            Canonicalizer.PINNED.canonical(StrictJson.PROVIDER
                    .createObjectBuilder(presentation)
                    .remove("verifiableCredential")
                    .build());
            return Optional.empty();
        } catch (JsonLdException meaningless) {
            return Optional.of(
                    new Problem("@context", "does not define all that it says: " + meaningless.getMessage()));
        }
    }

    private static Finding unsigned(@Nullable String domain, @Nullable String challenge) {
        return domain == null && challenge == null
                ? Finding.holds(Check.PROOF, "The presentation is not signed, and nobody asked it to be.")
                : Finding.fails(Check.PROOF, "The presentation is not signed, so it answers no challenge.");
    }

    private static Finding finding(ProofResult proof) {
        return switch (proof) {
            case ProofResult.Valid _ -> Finding.holds(Check.PROOF, "The presentation's signature is genuine.");
            case ProofResult.Invalid invalid -> Finding.fails(Check.PROOF, invalid.reason());
            case ProofResult.NotChecked open -> Finding.unknown(Check.PROOF, open.reason());
        };
    }

    private static Finding holder(JsonObject presentation, @Nullable ProofResult proof) {
        String holder = StrictJson.identifier(presentation, "holder");
        if (holder.isEmpty() || !(proof instanceof ProofResult.Valid valid)) {
            return Finding.holds(Check.ISSUER, "Nothing shows that somebody else signed it than the holder.");
        }
        for (VerificationMethod signer : valid.signers()) {
            if (!signer.controller().toString().equals(holder)) {
                return Finding.fails(
                        Check.ISSUER,
                        "Its holder is " + holder + ", but it was signed by " + signer.controller() + ".");
            }
        }
        return Finding.holds(Check.ISSUER, "Its holder signed it, " + holder + ".");
    }
}
