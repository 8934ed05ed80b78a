package io.laurel.verifier.vcapi;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.Expectation;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.verification.CredentialVerifier;
import io.laurel.openbadges.verification.Envelope;
import io.laurel.openbadges.verification.PresentationVerifier;
import io.laurel.verifier.judgement.Places;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says 200 to a document that verifies, 400 to any other, with the reasons in both. */
@RestController
class VcApiController {

    private static final String PURPOSE = "assertionMethod";

    private final Places places;
    private final Clock clock;

    VcApiController(Places places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    @PostMapping("/credentials/verify")
    ResponseEntity<Answer> credential(@RequestBody byte[] body) {
        var request = VerifyRequest.read(body, "verifiableCredential");
        return answer(loader -> objection(request, loader)
                .map(reason -> Answer.refusal(reason, request.checks()))
                .orElseGet(() -> judged(request, loader)));
    }

    @PostMapping("/presentations/verify")
    ResponseEntity<Answer> presentation(@RequestBody byte[] body) {
        var request = VerifyRequest.read(body, "verifiablePresentation");
        return answer(loader -> {
            var keys = new PublishedKeys(loader);
            var presentations = new PresentationVerifier(keys, new CredentialVerifier(keys, loader));
            return Answer.of(
                    presentations.verify(request.document(), request.domain(), request.challenge(), clock.instant()),
                    request.checks());
        });
    }

    private Answer judged(VerifyRequest request, DocumentLoader loader) {
        try {
            var credentials = new CredentialVerifier(loader);
            return Answer.of(credentials.verify(Envelope.open(request.document()), clock.instant()), request.checks());
        } catch (UnreadableCredentialException noCredential) {
            return Answer.refusal(Objects.toString(noCredential.getMessage()), request.checks());
        }
    }

    /** What was asked of the proofs beyond what is asked of every credential's. */
    private Optional<String> objection(VerifyRequest request, DocumentLoader loader) {
        if (request.proofPurpose() != null && !request.proofPurpose().equals(PURPOSE)) {
            return Optional.of("A credential's proof is for " + PURPOSE + ", not for " + request.proofPurpose() + ".");
        }
        if (request.domain() == null && request.challenge() == null) {
            return Optional.empty();
        }
        var every = Expectation.ofCredential(clock.instant());
        var asked = new Expectation(
                every.purpose(), every.now(), every.controller(), request.domain(), request.challenge());
        return switch (new DataIntegrityVerifier(new PublishedKeys(loader)).verify(request.document(), asked)) {
            case ProofResult.Valid _ -> Optional.empty();
            case ProofResult.Invalid invalid -> Optional.of(invalid.reason());
            case ProofResult.NotChecked open -> Optional.of(open.reason());
        };
    }

    private ResponseEntity<Answer> answer(Function<DocumentLoader, Answer> judgement) {
        var answer = places.judge(judgement);
        return ResponseEntity.status(answer.verified() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(answer);
    }
}
