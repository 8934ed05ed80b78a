package io.laurel.openbadges.verification;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.jwt.JwtResult;
import io.laurel.openbadges.jwt.JwtVerifier;
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
    private final JwtVerifier tokens;
    private final CredentialVerifier credentials;

    /**
     * One that asks others for keys and for the credentials' part.
     *
     * @param keys finds the holders' keys
     */
    public PresentationVerifier(KeyResolver keys, CredentialVerifier credentials) {
        this.proofs = new DataIntegrityVerifier(keys);
        this.tokens = new JwtVerifier(keys);
        this.credentials = credentials;
    }

    /**
     * Judges a presentation: with proofs, without, or a JWT in an {@code EnvelopedVerifiablePresentation}.
     *
     * @param domain what it was to be signed for, a JWT's {@code aud}; {@code null} if nothing was asked
     * @param challenge what it was to answer, a JWT's {@code nonce}; {@code null} if nothing was asked. Without either it need not be signed
     */
    public PresentationReport verify(
            JsonObject presentation, @Nullable String domain, @Nullable String challenge, Instant now) {
        return Envelope.isPresentation(presentation)
                ? enveloped(presentation, domain, challenge, now)
                : embedded(presentation, domain, challenge, now);
    }

    private PresentationReport enveloped(
            JsonObject envelope, @Nullable String domain, @Nullable String challenge, Instant now) {
        JwtResult token;
        try {
            token = tokens.verifyPresentation(Envelope.openPresentation(envelope), domain, challenge, now);
        } catch (UnreadableCredentialException noToken) {
            return unreadable(Finding.fails(Check.PROOF, String.valueOf(noToken.getMessage())));
        }
        JsonObject presentation = token.credential();
        if (presentation == null || !(token.proof() instanceof ProofResult.Valid)) {
            return unreadable(finding(token.proof()));
        }
        List<Problem> problems = problems(presentation);
        unsigned(presentation).ifPresent(problems::add);
        return report(presentation, token.proof(), finding(token.proof()), problems, now);
    }

    /** What a token says that nobody is known to have signed is not looked at. */
    private static PresentationReport unreadable(Finding proof) {
        return new PresentationReport(
                proof,
                Finding.unknown(Check.ISSUER, "The presentation is not known to be signed, so nothing shows by whom."),
                List.of(),
                List.of());
    }

    private PresentationReport embedded(
            JsonObject presentation, @Nullable String domain, @Nullable String challenge, Instant now) {
        List<Problem> problems = problems(presentation);
        ProofResult proof = null;
        if (problems.isEmpty() && presentation.containsKey("proof")) {
            proof = proofs.verify(presentation, Expectation.ofPresentation(now, domain, challenge));
        } else if (problems.isEmpty()) {
            unsigned(presentation).ifPresent(problems::add);
        }
        return report(presentation, proof, proof == null ? unsigned(domain, challenge) : finding(proof), problems, now);
    }

    private static List<Problem> problems(JsonObject presentation) {
        List<Problem> problems = new ArrayList<>(DataModel.presentationProblems(presentation));
        if (Members.objects(presentation, "verifiableCredential").size() > MOST_CREDENTIALS) {
            problems.add(new Problem("verifiableCredential", "holds more than " + MOST_CREDENTIALS + " credentials"));
        }
        // What is in a data: address nobody would look at, and an unsigned presentation would pass for it.
        if (Members.text(presentation, "id").orElse("").startsWith("data:")) {
            problems.add(new Problem("id", "is a data: address, which only an envelope has"));
        }
        return problems;
    }

    private PresentationReport report(
            JsonObject presentation,
            @Nullable ProofResult proof,
            Finding signature,
            List<Problem> problems,
            Instant now) {
        List<Report> reports = problems.isEmpty()
                ? credentials(Members.objects(presentation, "verifiableCredential"), problems, now)
                : List.of();
        return new PresentationReport(signature, holder(presentation, proof), problems, reports);
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
