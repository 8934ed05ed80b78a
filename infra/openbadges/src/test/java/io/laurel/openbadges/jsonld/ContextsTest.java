package io.laurel.openbadges.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnknownContextException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextsTest {

    private static final Canonicalizer CANONICALIZER = Canonicalizer.PINNED;

    static Stream<String> pinned() {
        return Contexts.PINNED.addresses().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("pinned")
    void aPinnedContextNeedsNoOther(String address) throws Exception {
        assertThat(active(address).getTermsMapping()).isNotNull();
    }

    /** Else a holder could rename a member of a credential, and its statements and signature would stay. */
    @ParameterizedTest
    @MethodSource("pinned")
    void aPinnedContextHasNoSecondWordForWhatAVerifierReads(String address) throws Exception {
        Map<String, String> words = Map.of(
                "https://www.w3.org/2018/credentials#validFrom", "validFrom",
                "https://www.w3.org/2018/credentials#validUntil", "validUntil",
                "https://www.w3.org/2018/credentials#credentialStatus", "credentialStatus",
                "https://www.w3.org/2018/credentials#credentialSchema", "credentialSchema",
                "https://www.w3.org/2018/credentials#credentialSubject", "credentialSubject",
                "https://www.w3.org/2018/credentials#issuer", "issuer",
                "@id", "id",
                "@type", "type");

        for (Map.Entry<String, TermDefinition> term :
                active(address).getTermsMapping().entrySet()) {
            String means = term.getValue().getUriMapping();
            assertThat(Optional.ofNullable(words.get(means)).orElse(term.getKey()))
                    .isEqualTo(term.getKey());
            assertThat(means == null || !means.startsWith("@") || words.containsKey(means))
                    .as("no other word for a keyword than id and type")
                    .isTrue();
        }
    }

    @Test
    void anUnknownContextIsNotRequestedButNamed() {
        assertThatThrownBy(() -> canonical("\"https://example.org/ours/v1\""))
                .isInstanceOfSatisfying(
                        UnknownContextException.class,
                        unknown -> assertThat(unknown.context()).isEqualTo(URI.create("https://example.org/ours/v1")));
    }

    @Test
    void aContextThatTheCallerAnswersForIsTaken() {
        Contexts contexts = Contexts.PINNED.with(
                "https://example.org/ours/v1",
                "{\"@context\":{\"shelf\":\"https://example.org/#shelf\"}}".getBytes(StandardCharsets.UTF_8));

        assertThat(new Canonicalizer(contexts).canonical(StrictJson.object("""
                                {"@context": ["https://www.w3.org/ns/credentials/v2", "https://example.org/ours/v1"],
                                 "id": "urn:x:1", "shelf": "here"}""")))
                .isEqualTo("<urn:x:1> <https://example.org/#shelf> \"here\" .\n");
    }

    @Test
    void aDocumentsOwnContextMayAddTerms() {
        assertThat(canonical("""
                {"ReadingCredential": "https://example.org/#ReadingCredential",
                 "shelf": {"@id": "https://example.org/#shelf", "@type": "@id"}, "id": "@id", "type": "@type"}""")).isEqualTo("<urn:x:1> <https://example.org/#shelf> <urn:x:2> .\n");
        assertThat(canonical("{\"@vocab\": \"https://example.org/#\"}"))
                .isEqualTo("<urn:x:1> <https://example.org/#shelf> \"urn:x:2\" .\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"shelf\": \"https://www.w3.org/2018/credentials#validUntil\"}",
                "{\"shelf\": {\"@id\": \"https://www.w3.org/2018/credentials#credentialStatus\"}}",
                "{\"@vocab\": \"https://www.w3.org/2018/credentials#valid\"}",
                "{\"@vocab\": \"https://www.w3.org/2018/credentials\"}",
                "{\"@vocab\": \"\"}",
                "{\"cred\": \"https://www.w3.org/2018/credentials#\", \"shelf\": \"cred:validUntil\"}",
                "{\"shelf\": \"ex:a\", \"ex\": \"https://example.org/a\"}",
                "{\"shelf\": \"https://example.org/#\"}",
                "{\"shelf\": {\"@id\": \"https://example.org/a\", \"@prefix\": true}}",
                "{\"shelf\": \"@type\"}",
                "{\"shelf\": \"@nest\"}",
                "{\"shelf\": null}",
                "{\"shelf\": {\"@reverse\": \"https://example.org/a\"}}",
                "{\"shelf\": {\"@id\": \"https://example.org/a\", \"@context\": {}}}",
                "{\"shelf\": {\"@id\": \"https://example.org/a\", \"@container\": \"@graph\"}}",
                "{\"validUntil\": \"https://example.org/a\"}",
                "{\"achievementType\": \"https://example.org/a\"}",
                "{\"ex:shelf\": \"https://example.org/a\"}",
                "{\"@import\": \"https://www.w3.org/ns/did/v1\"}",
                "{\"@base\": \"https://example.org/\"}",
                "{\"@language\": \"en\"}",
                "{\"@propagate\": false}",
                "null",
                "1",
                "[[null]]"
            })
    void aDocumentsOwnContextMayDoNothingElse(String context) {
        assertThatThrownBy(() -> canonical(context)).isInstanceOf(JsonLdException.class);
    }

    private static String canonical(String context) {
        return CANONICALIZER.canonical(StrictJson.object("{\"@context\": [\"https://www.w3.org/ns/credentials/v2\", "
                + context + "], \"id\": \"urn:x:1\", \"shelf\": \"urn:x:2\"}"));
    }

    private static ActiveContext active(String address) throws Exception {
        return new ActiveContext(ProcessingRuntime.of(new JsonLdOptions(Contexts.PINNED)))
                .newContext()
                .create(StrictJson.PROVIDER.createValue(address), null);
    }
}
