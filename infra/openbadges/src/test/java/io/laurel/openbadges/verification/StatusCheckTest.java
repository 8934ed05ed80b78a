package io.laurel.openbadges.verification;

import static io.laurel.openbadges.verification.World.json;
import static io.laurel.openbadges.verification.World.list;
import static io.laurel.openbadges.verification.World.resigned;
import static io.laurel.openbadges.verification.World.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCheckTest {

    private static final int INDEX = 4711;

    private final World world = new World();

    private Finding status(byte[] credential) {
        return world.judge(credential).finding(Check.REVOCATION);
    }

    private Finding suspension(byte[] credential) {
        return world.judge(credential).finding(Check.SUSPENSION);
    }

    /** The sample with another status. */
    private static byte[] saying(String status) {
        return resigned(World.credential(), document -> with(document, "credentialStatus", json(status)));
    }

    private static String entry(String purpose, String index) {
        return """
                {"type": "BitstringStatusListEntry", "statusPurpose": "%s", "statusListIndex": "%s",
                 "statusListCredential": "%s"}
                """.formatted(purpose, index, World.LIST);
    }

    private static byte[] listWith(int revoked, UnaryOperator<JsonObject> change) {
        return resigned(list(revoked), change);
    }

    private static JsonObject subjectWith(JsonObject document, String member, String value) {
        return with(
                document, "credentialSubject", with(document.getJsonObject("credentialSubject"), member, json(value)));
    }

    @Test
    void aBitThatIsSetRevokes() {
        assertThat(status(World.credential()).reason()).contains("not revoked", "of its issuer");

        world.put(World.LIST, list(INDEX));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(status(World.credential()).reason()).contains("revoked");
    }

    @Test
    void aNeighboursBitDoesNot() {
        world.put(World.LIST, list(INDEX + 1));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aListThatIsNotToBeHadSaysNothing() {
        assertThat(new World()
                        .without(World.LIST)
                        .judge(World.credential())
                        .finding(Check.REVOCATION)
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aListThatSomebodyTamperedWithSaysNothing() {
        String genuine = new String(list(INDEX), UTF_8);
        String none = Json.createReader(new StringReader(new String(list(-1), UTF_8)))
                .readObject()
                .getJsonObject("credentialSubject")
                .getString("encodedList");
        String own = Json.createReader(new StringReader(genuine))
                .readObject()
                .getJsonObject("credentialSubject")
                .getString("encodedList");

        world.put(World.LIST, genuine.replace(own, none));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(status(World.credential()).reason()).contains("cannot be relied on");
    }

    @Test
    void aListOutOfDateOrOfAnotherKindSaysNothing() {
        for (UnaryOperator<JsonObject> change : List.<UnaryOperator<JsonObject>>of(
                document -> with(document, "validUntil", json("\"2026-11-22T12:00:00Z\"")),
                document -> with(document, "validFrom", json("\"2027-11-22T12:00:00Z\"")),
                document -> with(document, "type", json("[\"VerifiableCredential\"]")),
                document -> subjectWith(document, "statusPurpose", "\"suspension\""),
                document -> subjectWith(document, "encodedList", "\"uAAAA\""),
                document -> subjectWith(document, "encodedList", "\"H4sIAAAA\""))) {
            world.put(World.LIST, listWith(-1, change));

            assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "revocation, 131072, UNKNOWN",
        "revocation, -1, UNKNOWN",
        "revocation, 1e3, UNKNOWN",
        "revocation, 99999999999999999999, UNKNOWN",
        "revocation, 131071, HOLDS",
        "nonsense, 4711, UNKNOWN"
    })
    void anEntryThatPointsNowhereSaysNothing(String purpose, String index, Outcome outcome) {
        assertThat(status(saying(entry(purpose, index))).outcome()).isEqualTo(outcome);
    }

    @Test
    void suspensionIsAMatterOfItsOwnAndAMessageChangesNothing() {
        world.put(
                World.LIST,
                listWith(INDEX, document -> subjectWith(document, "statusPurpose", "[\"suspension\",\"refresh\"]")));
        byte[] suspended = saying(entry("suspension", "4711"));

        assertThat(suspension(suspended)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.FAILS);
            assertThat(finding.reason()).isEqualTo("It is suspended, says the status list of its issuer.");
        });
        assertThat(status(suspended).outcome()).as("it was not revoked").isEqualTo(Outcome.HOLDS);
        assertThat(suspension(saying(entry("suspension", "4712"))).reason())
                .isEqualTo("It is not suspended, says the status list of its issuer.");
        assertThat(status(saying(entry("refresh", "4711"))).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(suspension(World.credential()).reason()).isEqualTo("Its issuer named no way to suspend it.");
    }

    @Test
    void aRevokedCredentialMayBeSuspendedToo() {
        URI suspensions = URI.create("https://laurel.example/issuers/acme/suspensions");
        world.put(World.LIST, list(INDEX));
        world.put(suspensions, listWith(INDEX, document -> subjectWith(document, "statusPurpose", "\"suspension\"")));
        String second = entry("suspension", "4711").replace(World.LIST.toString(), suspensions.toString());
        byte[] both = saying("[" + entry("revocation", "4711") + "," + second + "]");

        assertThat(status(both).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(suspension(both).outcome()).isEqualTo(Outcome.FAILS);

        world.without(suspensions);

        assertThat(suspension(both).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(status(both).outcome()).isEqualTo(Outcome.FAILS);
    }

    /** Bitstring Status List 1.0, §2.2: a list may be secured in either way (VC JOSE/COSE, §3.1). */
    @Test
    void aListThatIsATokenCountsAsMuch() {
        world.put(World.LIST, World.token(list(INDEX)));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.FAILS);

        world.put(World.LIST, World.token(list(INDEX + 1)));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void soDoesATokenInAnEnvelope() {
        world.put(World.LIST, World.enveloped(World.token(list(INDEX))));

        assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.FAILS);
    }

    @Test
    void aTokenThatItsIssuerDidNotSignSaysNothing() {
        String token = World.token(list(INDEX));
        String other = World.token(list(INDEX + 1));
        String mixed = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));

        for (String list : List.of(mixed, World.enveloped(mixed))) {
            world.put(World.LIST, list);

            assertThat(status(World.credential()).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(status(World.credential()).reason()).contains("cannot be relied on");
        }
    }

    @Test
    void ofSeveralEntriesTheWorstCounts() {
        world.put(World.LIST, list(INDEX));

        assertThat(status(saying("[" + entry("revocation", "1") + "," + entry("revocation", "4711") + "]"))
                        .outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(status(saying("[" + entry("nonsense", "1") + "," + entry("revocation", "1") + "]"))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aCredentialWithoutStatusCannotHaveBeenRevoked() {
        byte[] plain = resigned(World.credential(), document -> World.without(document, "credentialStatus"));

        assertThat(status(plain).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(world.asked()).doesNotContain(World.LIST);
    }
}
