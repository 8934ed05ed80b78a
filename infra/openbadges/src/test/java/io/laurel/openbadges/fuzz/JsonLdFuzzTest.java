package io.laurel.openbadges.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.verification.CredentialVerifier;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLdFuzzTest {

    private static final CredentialVerifier VERIFIER = new CredentialVerifier(SignedByTheSample.loader());

    static Stream<Arguments> seeds() {
        String context =
                "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"VerifiableCredential\"],";
        String undefined = context.replace("]", ",\"https://www.w3.org/ns/credentials/undefined-terms/v2\"]");
        return Stream.concat(
                Stream.of(Arguments.of((Object) SignedByTheSample.credential())),
                Stream.of(
                                context
                                        + "\"issuer\":\"did:key:z6Mk\",\"credentialSubject\":[{\"id\":\"_:b0\"},{\"id\":\"_:b1\"}]}",
                                context
                                        + "\"proof\":[{\"type\":\"DataIntegrityProof\",\"previousProof\":[\"urn:a\"]}]}",
                                context + "\"credentialSubject\":{\"@graph\":[{\"@list\":[1,1e400,null,true]}]}}",
                                undefined + "\"credentialSubject\":{\"x\":[1e-999999999,1e400,0.0]}}",
                                undefined + "\"credentialSubject\":{\"x\":[1e-400,1e20,1e21,-0.0]}}",
                                "{\"@context\":{\"@vocab\":\"urn:\"},\"@id\":\"urn:a\",\"a\":{\"@value\":\"\\ud800\",\"@language\":\"de\"}}",
                                "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6d2ViOmEifQ.AA")
                        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8))));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void aDocumentIsJudgedOrRefused(byte[] document) {
        try {
            Canonicalizer.PINNED.canonical(StrictJson.object(document));
        } catch (JsonLdException refused) {
            // Its one way to fail.
        }
        try {
            VERIFIER.verify(document, SignedByTheSample.NOW);
        } catch (UnreadableCredentialException refused) {
            // Its one way to fail.
        }
    }
}
