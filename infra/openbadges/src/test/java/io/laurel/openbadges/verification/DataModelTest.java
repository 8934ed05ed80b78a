package io.laurel.openbadges.verification;

import static io.laurel.openbadges.verification.World.json;
import static io.laurel.openbadges.verification.World.with;
import static io.laurel.openbadges.verification.World.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataModelTest {

    private static final JsonObject PLAIN = StrictJson.object("""
            {"@context": ["https://www.w3.org/ns/credentials/v2"],
             "type": ["VerifiableCredential"],
             "issuer": "did:web:acme.example",
             "validFrom": "2026-01-01T00:00:00Z",
             "credentialSubject": {"id": "did:example:ada"}}
            """);

    @Test
    void aPlainCredentialIsWellFormed() {
        assertThat(DataModel.problems(PLAIN)).isEmpty();
        assertThat(DataModel.problems(StrictJson.object(World.credential()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@context", "type", "issuer", "credentialSubject"})
    void whatEveryCredentialHasMustBeThere(String member) {
        assertThat(DataModel.problems(without(PLAIN, member)))
                .extracting(Problem::member)
                .containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "@context | ['https://example.org/first','https://www.w3.org/ns/credentials/v2']",
                "@context | ['https://www.w3.org/ns/credentials/v2', 5]",
                "@context | ['https://www.w3.org/ns/credentials/v2', 'relative']",
                "type | 'OpenBadgeCredential'",
                "type | ['VerifiableCredential', 1]",
                "id | 'no address'",
                "id | ['urn:x:1','urn:x:2']",
                "id | null",
                "name | 5",
                "name | {'@value': 'a', '@language': 'en', 'more': 'x'}",
                "issuer | 'acme'",
                "issuer | null",
                "issuer | ['did:web:a.example']",
                "credentialSubject | {}",
                "credentialSubject | []",
                "credentialSubject | 'Ada'",
                "validFrom | '2026-01-01'",
                "validFrom | 1700000000",
                "validUntil | '2025-01-01T00:00:00Z'",
                "validUntil | '2026-13-01T00:00:00Z'",
                "credentialStatus | 'revoked'",
                "termsOfUse | [5]",
                "relatedResource | {'id': 'https://a.example/x'}",
                "proof | 'signed'",
                "proof | [{}]"
            })
    void aMemberThatIsWrongIsNamed(String member, String value) {
        JsonObject credential = with(PLAIN, member, json(value.replace('\'', '"')));

        assertThat(DataModel.problems(credential))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.member()).startsWith(member));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "issuer | {'name': 'Acme'} | issuer.id",
                "credentialSubject | [{'id': 'urn:x:1'}, {'id': 'ada'}] | credentialSubject[1].id",
                "credentialSchema | {'type': 'JsonSchema'} | credentialSchema.id",
                "credentialSchema | [{'id': 'https://a.example/s'}] | credentialSchema[0].type",
                "evidence | {'id': 'https://a.example/e'} | evidence.type"
            })
    void soIsOneWithinAnother(String member, String value, String place) {
        assertThat(DataModel.problems(with(PLAIN, member, json(value.replace('\'', '"')))))
                .extracting(Problem::member)
                .containsExactly(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "@context | 'https://www.w3.org/ns/credentials/v2'",
                "name | [{'@value': 'a', '@language': 'en'}, {'@value': 'b', '@language': 'de'}]",
                "issuer | {'id': 'https://acme.example', 'name': 'Acme'}",
                "credentialSubject | [{'name': 'Ada'}, {'name': 'Grace'}]",
                "validUntil | '2026-01-01T00:00:00+00:00'",
                "credentialStatus | [{'type': 'A'}, {'type': ['B']}]",
                "relatedResource | {'id': 'https://a.example/x', 'digestSRI': 'sha384-11LCxR+6DimqGQVwqdQlPkQHegWNMpf6OlYw1b0BJiL5fCisrtMTtcg7uZDKp9qF'}"
            })
    void whatTheDataModelAllowsIsAllowed(String member, String value) {
        assertThat(DataModel.problems(with(PLAIN, member, json(value.replace('\'', '"')))))
                .isEmpty();
    }

    @Test
    void anOlderCredentialHasItsOwnDates() {
        JsonObject old = with(PLAIN, "@context", json("[\"https://www.w3.org/2018/credentials/v1\"]"));

        assertThat(DataModel.problems(old)).extracting(Problem::member).containsExactly("issuanceDate");
        assertThat(DataModel.problems(with(old, "issuanceDate", json("\"2026-01-01T00:00:00Z\""))))
                .isEmpty();
    }
}
