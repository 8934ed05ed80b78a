package io.laurel.openbadges.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.Generated;
import io.laurel.openbadges.encoding.Sha256;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalizerTest {

    private static final String V2 = "\"@context\": \"https://www.w3.org/ns/credentials/v2\"";

    /** Contexts of a credential, with one more that adds nothing to it. */
    @Provide
    Arbitrary<JsonObject> documents() {
        Arbitrary<String> addresses =
                Arbitraries.of(Contexts.PINNED.addresses().stream().sorted().toList());
        return Generated.issuers()
                .flatMap(issuer -> Generated.achievements()
                        .flatMap(achievement -> Generated.credentials(issuer, achievement)
                                .flatMap(credential ->
                                        addresses.list().ofMaxSize(2).map(more -> with(more, credential)))));
    }

    private static JsonObject with(List<String> more, Credential credential) {
        JsonObject document = StrictJson.object(CredentialJson.unsigned(credential) + "}");
        List<String> contexts = new ArrayList<>(Contexts.OPEN_BADGES);
        contexts.addAll(more);
        return StrictJson.PROVIDER
                .createObjectBuilder(document)
                .add("@context", StrictJson.PROVIDER.createArrayBuilder(contexts))
                .build();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aContextProcessedBeforeExpandsAsOneProcessedAnew(@ForAll("documents") JsonObject document) {
        assertThat(outcome(() -> Canonicalizer.PINNED.expanded(document).toString()))
                .isEqualTo(outcome(() -> anew(document)));
    }

    private interface Expansion {
        String text() throws Exception;
    }

    private static String outcome(Expansion expansion) {
        try {
            return expansion.text();
        } catch (Exception refused) {
            return "refused";
        }
    }

    private static String anew(JsonObject document) throws Exception {
        JsonLdOptions options = new JsonLdOptions(Contexts.PINNED);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
        return JsonLd.expand(JsonDocument.of(document)).options(options).get().toString();
    }

    @Test
    void linesAreSortedByCodePoints() {
        Rdfc10 dataset = new Rdfc10("SHA-256");
        literal(dataset, "\ud83d\ude00");
        literal(dataset, "\uffff");
        literal(dataset, "\ue000");

        assertThat(new String(dataset.canonical(), StandardCharsets.UTF_8))
                .containsSubsequence("\ue000", "\uffff", "\ud83d\ude00");
    }

    /** The hash of a node is over its lines in order of code points too. */
    @Test
    void labelsFollowHashesOfLinesInCodePointOrder() {
        Rdfc10 dataset = new Rdfc10("SHA-256");
        blank(dataset, "_:a", "\ud83d\ude00", "\uffff");
        blank(dataset, "_:b", "\ue000", "plain");

        dataset.canonical();

        assertThat(dataset.issuedIdentifiers()).isEqualTo(expectedLabels());
    }

    private static Map<String, String> expectedLabels() {
        String a = sha256("_:a <urn:p> \"\uffff\" .\n_:a <urn:p> \"\ud83d\ude00\" .\n");
        String b = sha256("_:a <urn:p> \"plain\" .\n_:a <urn:p> \"\ue000\" .\n");
        return a.compareTo(b) < 0
                ? Map.of("_:a", "_:c14n0", "_:b", "_:c14n1")
                : Map.of("_:b", "_:c14n0", "_:a", "_:c14n1");
    }

    private static String sha256(String lines) {
        return HexFormat.of().formatHex(Sha256.of(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static void blank(Rdfc10 dataset, String node, String... literals) {
        for (String literal : literals) {
            dataset.quad(node, "urn:p", literal, "http://www.w3.org/2001/XMLSchema#string", null, null, null);
        }
    }

    private static void literal(RdfQuadConsumer dataset, String literal) {
        blank((Rdfc10) dataset, "urn:s", literal);
    }

    @Test
    void aBaseDirectionIsSigned() {
        assertThat(Canonicalizer.PINNED.canonical(StrictJson.object("{" + V2 + """
                ,"id": "urn:x:1", "name": {"@value": "a", "@language": "AR", "@direction": "rtl"}}""")))
                .isEqualTo("<urn:x:1> <https://schema.org/name> \"a\"^^<https://www.w3.org/ns/i18n#ar_rtl> .\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://www.w3.org/2018/credentials#validUntil\": {\"@value\": \"2020-01-01T00:00:00Z\"}",
                "\"@nest\": {\"name\": \"a\"}",
                "\"@included\": [{\"id\": \"urn:x:1\", \"name\": \"a\"}]",
                "\"@reverse\": {\"https://example.org/p\": {\"id\": \"urn:x:2\"}}",
                "\"@id\": \"urn:x:1\"",
                "\"@type\": \"VerifiableCredential\"",
                "\"@graph\": []",
                "\"name\": {\"@set\": [\"a\"]}",
                "\"name\": {\"@value\": \"a\", \"@index\": \"b\"}",
                "\"name\": {\"@value\": \"a\", \"@type\": \"relative\"}",
                "\"undefinedTerm\": \"a\"",
                "\"type\": \"UndefinedType\""
            })
    void whatNoReaderOfTheJsonWouldSeeIsRefused(String member) {
        assertThatThrownBy(() -> Canonicalizer.PINNED.canonical(StrictJson.object("{" + V2 + "," + member + "}")))
                .isInstanceOf(JsonLdException.class);
    }

    @Test
    void aCliqueOfNodesEndsInOneException() {
        Rdfc10 dataset = new Rdfc10("SHA-256");
        for (int from = 0; from < 200; from++) {
            for (int to = 0; to < 200; to++) {
                dataset.quad("_:b" + from, "urn:p", "_:b" + to, null, null, null, null);
            }
        }

        assertThatThrownBy(dataset::canonical).isInstanceOf(JsonLdException.class);
    }

    /** Long lists of blank nodes that their own statements tell apart are common and cheap, so no number of steps forbids them. */
    @Test
    void aLargeDatasetOfPlainNodesIsCanonicalized() {
        Rdfc10 dataset = new Rdfc10("SHA-256");
        for (int node = 0; node < 30_000; node++) {
            blank(dataset, "_:b" + node, "number " + node);
        }

        assertThat(dataset.canonical()).isNotEmpty();
    }

    /** They are merged in time by the square of their number: 50,000 took a minute and a half. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\": [%s]",
                "\"x\": [[%s]]",
                "\"list\": [%s]",
                "\"x\": [{\"id\": \"urn:a\", \"y\": [%s]}]",
                "\"x\": {\"id\": \"urn:a\", \"y\": \"one\", \"z\": {\"id\": \"urn:a\", \"y\": [%s]}}"
            })
    void aPropertyOfMoreValuesThanCanBeMergedIsRefused(String members) {
        boolean isOneMore = members.contains("one");

        assertThat(Canonicalizer.PINNED.canonical(crowded(members, isOneMore ? 999 : 1000)))
                .contains("\"999\"^^");
        assertThatThrownBy(() -> Canonicalizer.PINNED.canonical(crowded(members, isOneMore ? 1000 : 1001)))
                .isInstanceOf(JsonLdException.class)
                .hasMessageStartingWith("more than 1000 values of one property: ");
    }

    private static JsonObject crowded(String members, int values) {
        return StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2",
                              {"list": {"@id": "urn:list", "@container": "@list"}}], %s}
                """.formatted(members.formatted(
                IntStream.rangeClosed(1, values).mapToObj(Integer::toString).collect(Collectors.joining(",")))));
    }
}
