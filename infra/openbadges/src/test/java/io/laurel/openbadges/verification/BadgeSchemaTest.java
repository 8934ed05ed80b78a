package io.laurel.openbadges.verification;

import static io.laurel.openbadges.verification.World.json;
import static io.laurel.openbadges.verification.World.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadgeSchemaTest {

    private static final JsonObject BADGE = StrictJson.object(World.credential());

    private static Finding check(JsonObject badge) {
        return BadgeSchema.finding(badge, List.of());
    }

    /** The sample with one value changed. */
    private static JsonObject changed(String pointer, String value) {
        return Json.createPointer(pointer).add(BADGE, json(value.replace('\'', '"')));
    }

    @Test
    void ourOwnBadgesHaveTheForm() {
        assertThat(check(BADGE).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/credentialSubject/type | ['Person'] | credentialSubject.type",
                "/credentialSubject/achievement/criteria | 'Do it' | credentialSubject.achievement.criteria",
                "/credentialSubject/achievement/name | 5 | credentialSubject.achievement.name",
                "/credentialSubject/achievement/achievementType | 'Trophy' | credentialSubject.achievement.achievementType",
                "/credentialSubject/identifier | [{'type':'IdentityObject'}] | credentialSubject.identifier",
                "/issuer/type | ['Company'] | issuer.type",
                "/evidence | {'id': 'https://a.example/'} | evidence",
                "/credentialSchema | {'id': 'https://a.example/'} | credentialSchema"
            })
    void theWrongPlaceIsNamed(String pointer, String value, String place) {
        assertThat(check(changed(pointer, value)).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(check(changed(pointer, value)).reason()).contains(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/credentialSubject/achievement/achievementType | 'ext:Trophy'",
                "/credentialSubject/achievement/inLanguage | 'en-GB'",
                "/credentialSubject/result | {'type': ['Result'], 'value': 'A'}",
                "/issuer | 'did:web:acme.example'",
                "/awardedDate | '2026-01-01T00:00:00Z'"
            })
    void whatTheSpecificationAllowsIsAllowed(String pointer, String value) {
        assertThat(check(changed(pointer, value)).outcome())
                .as(check(changed(pointer, value)).reason())
                .isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aSchemaOfTheIssuersOwnIsMentionedAndNotFetched() {
        JsonObject badge =
                with(BADGE, "credentialSchema", json("{\"id\":\"https://a.example/s.json\",\"type\":\"JsonSchema\"}"));

        assertThat(check(badge).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(check(badge).reason()).contains("was not looked at");
    }
}
