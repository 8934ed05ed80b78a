package io.laurel.openbadges.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.key.Resolution.Found;
import io.laurel.openbadges.key.Resolution.NotThere;
import io.laurel.openbadges.key.Resolution.Unavailable;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String MULTIKEY = Samples.PAIR.publicKeyMultibase();
    private static final PublicKey KEY = Multikey.parse(MULTIKEY);
    private static final String DID = "did:web:acme.example";
    private static final String METHOD = "{\"id\":\"did:web:acme.example#key-1\",\"type\":\"Multikey\","
            + "\"controller\":\"did:web:acme.example\",\"publicKeyMultibase\":\"" + MULTIKEY + "\"}";

    private final Map<String, String> web = new HashMap<>();
    private final DocumentLoader loader = address -> {
        String document = web.get(address.toString());
        if (document == null) {
            throw new DocumentUnavailableException("There is nothing at " + address + ".");
        }
        return document.getBytes(UTF_8);
    };
    private final PublishedKeys keys = new PublishedKeys(loader);

    @ParameterizedTest
    @CsvSource({
        "did:web:acme.example,https://acme.example/.well-known/did.json",
        "did:web:acme.example%3A8443,https://acme.example:8443/.well-known/did.json",
        "did:web:acme.example:issuers:rivers,https://acme.example/issuers/rivers/did.json",
        "did:web:localhost%3A8080:issuers:acme,https://localhost:8080/issuers/acme/did.json",
        "did:web:acme.example:a%20b,https://acme.example/a%20b/did.json",
    })
    void aDidWebIsItsDocumentsAddress(String did, String address) {
        web.put(
                address,
                document(did, "\"assertionMethod\":[\"#key-1\"],\"verificationMethod\":[" + method(did) + "]"));

        assertThat(resolve(did + "#key-1")).isEqualTo(found(did + "#key-1", did));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:",
                "did:web::a",
                "did:web:acme.example:",
                "did:web:acme.example::a",
                "did:web:acme.example:..:a",
                "did:web:acme.example:%2e%2e:a",
                "did:web:acme.example:a%2Fb",
                "did:web:acme.example:a%00b",
                "did:web:acme.example/a",
                "did:web:acme.example?x=1",
                "did:web:user@acme.example",
                "did:web:acme.example%2Fa",
                "did:web:acme.example%3A",
                "did:web:acme.example%3A123456"
            })
    void whatIsNoDidWebIsAskedOfNobody(String did) {
        List<URI> asked = new ArrayList<>();
        var watched = new PublishedKeys(address -> {
            asked.add(address);
            throw new DocumentUnavailableException("Nothing.");
        });

        assertThat(watched.resolve(URI.create(did + "#key-1"), Relationship.ASSERTION_METHOD, NOW))
                .isInstanceOf(NotThere.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // referenced
                "\"verificationMethod\":[%s],\"assertionMethod\":[\"did:web:acme.example#key-1\"]",
                // referenced by a relative id
                "\"verificationMethod\":[%s],\"assertionMethod\":[\"#key-1\"]",
                // not in an array
                "\"verificationMethod\":%s,\"assertionMethod\":\"did:web:acme.example#key-1\"",
                // embedded
                "\"assertionMethod\":[%s]",
                // embedded, among others
                "\"assertionMethod\":[\"#key-0\",7,null,{\"id\":\"#key-2\"},%s]",
                // listed before DID Core 1.0
                "\"publicKey\":[%s],\"assertionMethod\":[\"#key-1\"]",
                // with members of others beside
                "\"service\":[{\"id\":\"#s\",\"type\":\"x\",\"serviceEndpoint\":\"https://a.example\"}],"
                        + "\"verificationMethod\":[{\"id\":\"#key-0\",\"type\":\"Unheard\"},%s],\"assertionMethod\":[\"#key-1\"]"
            })
    void aMethodIsFoundHoweverTheDocumentHoldsIt(String members) {
        for (String method : List.of(METHOD, METHOD.replace("\"did:web:acme.example#key-1\"", "\"#key-1\""))) {
            publish(members.formatted(method));

            assertThat(resolve(DID + "#key-1")).isEqualTo(found(DID + "#key-1", DID));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"Multikey\",\"publicKeyMultibase\":\"%m\"",
                "\"type\":\"Ed25519VerificationKey2020\",\"publicKeyMultibase\":\"%m\"",
                "\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":\"%b\"",
                "\"type\":\"JsonWebKey\",\"publicKeyJwk\":%j",
                "\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":%j",
                "\"type\":\"Ed25519VerificationKey2020\",\"publicKeyJwk\":%j",
                "\"type\":\"SomethingNew2030\",\"publicKeyMultibase\":\"%m\"",
                "\"type\":\"SomethingNew2030\",\"publicKeyJwk\":%j"
            })
    void aKeyIsReadHoweverItIsWritten(String material) {
        String raw = Multibase.base58(Samples.PAIR.publicKey()).substring(1);
        publish("\"assertionMethod\":[{\"id\":\"#key-1\",\"controller\":\"" + DID + "\","
                + material.replace("%m", MULTIKEY).replace("%b", raw).replace("%j", KEY.jwk()) + "}]");

        assertThat(resolve(DID + "#key-1")).isEqualTo(found(DID + "#key-1", DID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not listed at all
                "\"verificationMethod\":[%s]",
                // listed for something else
                "\"verificationMethod\":[%s],\"authentication\":[\"#key-1\"]",
                "\"authentication\":[%s]",
                "\"keyAgreement\":[%s],\"assertionMethod\":[\"#key-1\"]",
                // only another one is listed
                "\"verificationMethod\":[%s],\"assertionMethod\":[\"#key-2\"]",
                // listed, but not there
                "\"assertionMethod\":[\"#key-1\"]",
                ""
            })
    void aKeyThatIsNotListedForThePurposeIsNotTheIssuers(String members) {
        publish(members.formatted(METHOD));

        assertThat(resolve(DID + "#key-1")).isInstanceOf(NotThere.class);
    }

    @Test
    void aKeyForPresentationsIsAskedForAsSuch() {
        publish("\"authentication\":[" + METHOD + "]");

        assertThat(keys.resolve(URI.create(DID + "#key-1"), Relationship.AUTHENTICATION, NOW))
                .isEqualTo(found(DID + "#key-1", DID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expires\":\"2026-11-22T00:00:00Z\"",
                "\"revoked\":\"2020-01-01T00:00:00Z\"",
                "\"expires\":\"2026-11-22\"",
                "\"revoked\":true",
                "\"secretKeyMultibase\":\"zrv2\"",
                "\"privateKeyBase58\":\"3\""
            })
    void aKeyThatIsNoLongerGoodIsRefused(String member) {
        publish("\"assertionMethod\":[" + METHOD.replace("{", "{" + member + ",") + "]");

        assertThat(resolve(DID + "#key-1")).isInstanceOf(NotThere.class);
    }

    @Test
    void aKeyIsGoodUntilItExpires() {
        publish("\"assertionMethod\":[" + METHOD.replace("{", "{\"expires\":\"2026-11-22T00:00:01Z\",") + "]");

        assertThat(resolve(DID + "#key-1")).isEqualTo(found(DID + "#key-1", DID));
    }

    @Test
    void aDocumentAboutSomethingElseIsNotBelieved() {
        web.put(
                "https://acme.example/.well-known/did.json",
                document("did:web:other.example", "\"assertionMethod\":[" + METHOD + "]"));
        assertThat(resolve(DID + "#key-1")).isInstanceOf(NotThere.class);

        web.put("https://acme.example/.well-known/did.json", "{\"assertionMethod\":[" + METHOD + "]}");
        assertThat(resolve(DID + "#key-1")).isInstanceOf(NotThere.class);
    }

    @Test
    void aKeyThatSomebodyElseControlsMustBeListedByThem() {
        publish("\"assertionMethod\":[" + METHOD.replace("\"" + DID + "\"", "\"did:web:victim.example\"") + "]");
        web.put("https://victim.example/.well-known/did.json", document("did:web:victim.example", "\"x\":1"));
        assertThat(resolve(DID + "#key-1")).isInstanceOf(NotThere.class);

        web.put(
                "https://victim.example/.well-known/did.json",
                document("did:web:victim.example", "\"assertionMethod\":[\"" + DID + "#key-1\"]"));
        assertThat(resolve(DID + "#key-1")).isEqualTo(found(DID + "#key-1", "did:web:victim.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a b", "https://%", "https://[", "did:web:a b", "did:web:", "did:key:", "", ":", "7"})
    void aControllerThatIsNoAddressIsAnsweredToo(String controller) {
        publish("\"assertionMethod\":[" + METHOD.replace("\"" + DID + "\"", "\"" + controller + "\"") + "]");

        assertThat(resolve(DID + "#key-1")).isNotInstanceOf(Found.class);
    }

    @Test
    void aDocumentThatCannotBeHadLeavesItOpen() {
        assertThat(resolve(DID + "#key-1"))
                .isEqualTo(new Unavailable("The document of did:web:acme.example is not to be had: "
                        + "There is nothing at https://acme.example/.well-known/did.json."));

        web.put("https://acme.example/.well-known/did.json", "<html>");
        assertThat(resolve(DID + "#key-1")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aKeyOfAnUnknownKindLeavesItOpen() {
        publish("\"assertionMethod\":[{\"id\":\"#key-1\",\"type\":\"Bls12381G2Key2020\",\"publicKeyBase58\":\"x\"}]");
        assertThat(resolve(DID + "#key-1")).isInstanceOf(Unavailable.class);

        publish("\"assertionMethod\":[{\"id\":\"#key-1\",\"type\":\"JsonWebKey\",\"publicKeyJwk\":{\"kty\":\"EC\","
                + "\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}}]");
        assertThat(resolve(DID + "#key-1")).isInstanceOf(Unavailable.class);
        assertThat(resolve("did:ion:abc#key-1")).isInstanceOf(Unavailable.class);
        assertThat(resolve("http://acme.example/issuer#key-1")).isInstanceOf(Unavailable.class);
        assertThat(resolve("file:///etc/passwd#key-1")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aControllerOnTheWebListsItsKeys() {
        String issuer = "https://acme.example/issuers/1";
        web.put(issuer, document(issuer, "\"assertionMethod\":[" + method(issuer) + "]"));

        assertThat(resolve(issuer + "#key-1")).isEqualTo(found(issuer + "#key-1", issuer));
    }

    @Test
    void aKeyWithADocumentOfItsOwnMustBeListedByItsController() {
        String issuer = "https://acme.example/issuers/1";
        String key = "https://acme.example/keys/7";
        web.put(
                key,
                document(
                        key,
                        "\"type\":\"Multikey\",\"controller\":\"" + issuer + "\",\"publicKeyMultibase\":\"" + MULTIKEY
                                + "\""));
        web.put(issuer, document(issuer, "\"name\":\"Acme\""));
        assertThat(resolve(key)).isInstanceOf(NotThere.class);

        web.put(issuer, document(issuer, "\"assertionMethod\":\"" + key + "\""));
        assertThat(resolve(key)).isEqualTo(found(key, issuer));
    }

    @Test
    void aKeyThatDoesNotSayWhoseItIsLeavesItOpen() {
        web.put("https://acme.example/keys/7", KEY.jwk());

        assertThat(resolve("https://acme.example/keys/7")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aDidKeyIsItsOwnDocument() {
        String did = "did:key:" + MULTIKEY;
        PublishedKeys offline = new PublishedKeys(DocumentLoader.NONE);

        assertThat(offline.resolve(URI.create(did + "#" + MULTIKEY), Relationship.ASSERTION_METHOD, NOW))
                .isEqualTo(found(did + "#" + MULTIKEY, did));
        assertThat(offline.resolve(URI.create(did), Relationship.AUTHENTICATION, NOW))
                .isEqualTo(found(did, did));
        assertThat(resolve(did + "#key-1")).isInstanceOf(NotThere.class);
        assertThat(resolve("did:key:z6MkOther#z6MkOther")).isInstanceOf(NotThere.class);
        assertThat(resolve("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void allKeysOfAControllerAreThoseItLists() {
        publish("\"verificationMethod\":[" + METHOD + "," + METHOD.replace("key-1", "key-2") + "],"
                + "\"assertionMethod\":[\"#key-1\",\"#key-3\"],\"authentication\":[\"#key-2\"]");

        List<Resolution> all = keys.resolveAll(URI.create(DID), Relationship.ASSERTION_METHOD, NOW);

        assertThat(all).hasSize(2).first().isEqualTo(found(DID + "#key-1", DID));
        assertThat(all.getLast()).isInstanceOf(NotThere.class);
        assertThat(keys.resolveAll(URI.create("did:web:x.example"), Relationship.ASSERTION_METHOD, NOW))
                .singleElement()
                .isInstanceOf(Unavailable.class);
    }

    /** Whoever writes a document must not send us to everybody it names. */
    @Test
    void nobodyIsAskedAboutKeysThatOthersControl() {
        String foreign = METHOD.replace("\"" + DID + "\"", "\"did:web:victim.example\"");
        publish("\"assertionMethod\":[" + foreign.replace("key-1", "key-7") + "," + METHOD + ","
                + foreign.replace("key-1", "key-8") + "]");
        web.put(
                "https://victim.example/.well-known/did.json",
                document("did:web:victim.example", "\"assertionMethod\":[\"" + DID + "#key-7\"]"));
        List<URI> asked = new ArrayList<>();
        var watched = new PublishedKeys(address -> {
            asked.add(address);
            return loader.load(address);
        });

        assertThat(watched.resolveAll(URI.create(DID), Relationship.ASSERTION_METHOD, NOW))
                .containsExactly(found(DID + "#key-1", DID));
        assertThat(asked).containsExactly(URI.create("https://acme.example/.well-known/did.json"));
    }

    @Test
    void ourOwnDocumentListsEveryKindOfKey() {
        RsaKeyPair rsa = RsaKeyPair.generate(new SecureRandom());
        publish("");
        web.put(
                "https://acme.example/.well-known/did.json",
                DidDocument.json(
                        URI.create(DID),
                        List.of(
                                new VerificationKey(URI.create(DID + "#key-1"), MULTIKEY),
                                new VerificationKey(URI.create(DID + "#jwt-1"), rsa.publicKey()))));

        assertThat(resolve(DID + "#key-1")).isEqualTo(found(DID + "#key-1", DID));
        assertThat(resolve(DID + "#jwt-1"))
                .isEqualTo(new Found(
                        new VerificationMethod(URI.create(DID + "#jwt-1"), URI.create(DID), rsa.publicKey())));
    }

    private void publish(String members) {
        web.put("https://acme.example/.well-known/did.json", document(DID, members));
    }

    private Resolution resolve(String method) {
        return keys.resolve(URI.create(method), Relationship.ASSERTION_METHOD, NOW);
    }

    private static Found found(String id, String controller) {
        return new Found(new VerificationMethod(URI.create(id), URI.create(controller), KEY));
    }

    private static String method(String controller) {
        return METHOD.replace(DID, controller);
    }

    private static String document(String id, String members) {
        return "{\"id\":\"" + id + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }
}
