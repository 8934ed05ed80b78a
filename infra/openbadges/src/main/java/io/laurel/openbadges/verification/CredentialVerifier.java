package io.laurel.openbadges.verification;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.jwt.JwtResult;
import io.laurel.openbadges.jwt.JwtVerifier;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.Expectation;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.template.CompiledVerifier;
import io.laurel.openbadges.verification.Report.Format;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges anyone's credential: JSON-LD with Data Integrity proofs, or a compact JWT. Every check is made in its turn and told
 * with its reason; only a credential all of whose checks hold is valid. Thread-safe.
 */
public final class CredentialVerifier {

    /** A compact JWS: an object's beginning in base64url, and three parts (RFC 7515, §3.1). */
    private static final Pattern COMPACT = Pattern.compile("ey[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

    private static final String NOT_LOOKED_UP = "Its status was not looked up, because its proof is not known to hold.";

    private final KeyResolver keys;
    private final Optional<CompiledVerifier> own;
    private final JwtVerifier tokens;
    private final StatusCheck statuses;

    /**
     * One that finds keys where their controllers publish them.
     *
     * @param loader fetches DID documents and status lists; {@link DocumentLoader#NONE} leaves only {@code did:key}
     */
    public CredentialVerifier(DocumentLoader loader) {
        this(new PublishedKeys(loader), loader);
    }

    /**
     * One that checks the proofs of credentials which this library has written the fast way; the answers are the same.
     *
     * @param own keeps what it has compiled for the badges that it saw last
     */
    public CredentialVerifier(DocumentLoader loader, CompiledVerifier own) {
        this(new PublishedKeys(loader), loader, Optional.of(own));
    }

    /** One that has keys from elsewhere. */
    public CredentialVerifier(KeyResolver keys, DocumentLoader loader) {
        this(keys, loader, Optional.empty());
    }

    private CredentialVerifier(KeyResolver keys, DocumentLoader loader, Optional<CompiledVerifier> own) {
        this.keys = keys;
        this.own = own;
        tokens = new JwtVerifier(keys);
        // A list's own status is not asked for, so that lists cannot lead to lists for ever.
        statuses = new StatusCheck(loader, this::judge);
    }

    /**
     * Judges a credential.
     *
     * @param credential JSON in UTF-8, or a compact JWT, by itself or in an {@code EnvelopedVerifiableCredential}
     * @param now the time it is judged at
     * @return one finding for each check
     * @throws UnreadableCredentialException if the bytes hold no verifiable credential
     */
    public Report verify(byte[] credential, Instant now) {
        Report report = judge(credential, now);
        // Only a signed credential is worth asking others about: nobody sends us around by text that anyone could
        // write.
        return report.finding(Check.PROOF).outcome() == Outcome.HOLDS
                ? report.with(statuses.findings(report.credential(), now))
                : report;
    }

    /** All but the status. */
    private Report judge(byte[] bytes, Instant now) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (COMPACT.matcher(text).matches()) {
            JwtResult token = tokens.verify(text, now);
            if (token.credential() == null) {
                throw new UnreadableCredentialException("This looks like a JWT, but holds no credential.");
            }
            return report(Format.JWT, credential(token.credential()), token.proof(), now);
        }
        JsonObject document = document(bytes);
        if (Envelope.isOne(document)) {
            return judge(Envelope.open(document), now);
        }
        JsonObject credential = credential(document);
        return report(Format.JSON_LD, credential, proof(bytes, credential, now), now);
    }

    private ProofResult proof(byte[] json, JsonObject credential, Instant now) {
        KeyResolver once = new AskedOnce(keys);
        Optional<ProofResult> valid =
                own.flatMap(templates -> templates.valid(json, once, now)).map(ProofResult.class::cast);
        return valid.orElseGet(() -> new DataIntegrityVerifier(once).verify(credential, Expectation.ofCredential(now)));
    }

    private static Report report(Format format, JsonObject credential, ProofResult proof, Instant now) {
        List<Problem> problems = DataModel.problems(credential);
        return new Report(
                format,
                credential,
                List.of(
                        proof(proof),
                        IssuerCheck.finding(credential, proof),
                        Validity.from(credential, now),
                        Validity.until(credential, now),
                        Finding.unknown(Check.REVOCATION, NOT_LOOKED_UP),
                        Finding.unknown(Check.SUSPENSION, NOT_LOOKED_UP),
                        BadgeSchema.finding(credential, problems)),
                problems);
    }

    private static JsonObject document(byte[] bytes) {
        try {
            return StrictJson.object(bytes);
        } catch (JsonLdException noJson) {
            throw new UnreadableCredentialException(
                    "This is neither a JWT nor JSON that is read here: " + noJson.getMessage() + ".", noJson);
        }
    }

    private static JsonObject credential(JsonObject document) {
        if (!DataModel.isCredential(document)) {
            throw new UnreadableCredentialException(
                    Members.texts(document, "type").contains("Assertion")
                            ? "This is a badge of Open Badges 2, which carries no proof of its own; only 3.0 is checked here."
                            : "This is JSON, but not a verifiable credential.");
        }
        return document;
    }

    private static Finding proof(ProofResult proof) {
        return switch (proof) {
            case ProofResult.Valid _ ->
                Finding.holds(Check.PROOF, "The signature is genuine: nothing was changed since it was made.");
            case ProofResult.Invalid invalid -> Finding.fails(Check.PROOF, invalid.reason());
            case ProofResult.NotChecked open -> Finding.unknown(Check.PROOF, open.reason());
        };
    }
}
