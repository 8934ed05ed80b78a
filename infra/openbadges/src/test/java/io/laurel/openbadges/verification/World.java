package io.laurel.openbadges.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.status.StatusList;
import io.laurel.openbadges.status.StatusListSigner;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What lies behind the addresses that a test's verifier asks: the samples' issuer and whatever else a test puts there. */
final class World implements DocumentLoader {

    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    static final URI LIST = URI.create("https://laurel.example/issuers/acme/status/1");
    static final URI DID_DOCUMENT = URI.create("https://localhost:8080/issuers/acme/did.json");

    private final Map<URI, byte[]> documents = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();

    World() {
        String method = Samples.KEY.verificationMethod().toString();
        put(DID_DOCUMENT, """
                {"id": "%s",
                 "verificationMethod": [{"id": "%s", "type": "Multikey", "controller": "%1$s", "publicKeyMultibase": "%s"}],
                 "assertionMethod": ["%2$s"]}
                """.formatted(Samples.ISSUER.id(), method, Samples.PAIR.publicKeyMultibase()));
        put(LIST, list(-1));
    }

    World put(URI address, String document) {
        return put(address, document.getBytes(UTF_8));
    }

    World put(URI address, byte[] document) {
        documents.put(address, document);
        return this;
    }

    World without(URI address) {
        documents.remove(address);
        return this;
    }

    /** The sample's status list with one bit set, or none. */
    static byte[] list(int revoked) {
        StatusList list = StatusList.of(StatusList.LEAST_ENTRIES);
        if (revoked >= 0) {
            list.revoke(revoked);
        }
        return new StatusListSigner(Samples.KEY).sign(LIST, Samples.ISSUER.id(), list, Samples.CREATED);
    }

    static byte[] credential() {
        return new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED);
    }

    /** A signed document changed and signed anew. */
    static byte[] resigned(byte[] signed, UnaryOperator<JsonObject> change) {
        JsonObject document = change.apply(without(StrictJson.object(signed), "proof"));
        JsonObject proof = StrictJson.object("""
                {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-11-22T04:05:06Z",
                 "verificationMethod": "%s", "proofPurpose": "assertionMethod"}
                """.formatted(Samples.KEY.verificationMethod()));
        byte[] signature = Samples.KEY.sign(EddsaRdfc2022.hashes(Canonicalizer.PINNED, document, proof));
        return with(
                        document,
                        "proof",
                        StrictJson.PROVIDER
                                .createObjectBuilder(proof)
                                .add("proofValue", Multibase.base58(signature))
                                .build())
                .toString()
                .getBytes(UTF_8);
    }

    /** What a signed document says, secured as a JWT instead. */
    static String token(byte[] signed) {
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"vc+jwt\",\"kid\":\"" + Samples.KEY.verificationMethod() + "\"}";
        String claims = without(StrictJson.object(signed), "proof").toString();
        String both = Base64Url.encode(header.getBytes(UTF_8)) + "." + Base64Url.encode(claims.getBytes(UTF_8));
        return both + "." + Base64Url.encode(Samples.KEY.sign(both.getBytes(UTF_8)));
    }

    /** VC Data Model 2.0, §4.13.1. */
    static String enveloped(String token) {
        return """
                {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
                 "id": "data:application/vc+jwt,%s"}
                """.formatted(token);
    }

    static JsonObject with(JsonObject object, String member, JsonValue value) {
        return StrictJson.PROVIDER
                .createObjectBuilder(object)
                .add(member, value)
                .build();
    }

    static JsonObject without(JsonObject object, String member) {
        return StrictJson.PROVIDER.createObjectBuilder(object).remove(member).build();
    }

    static JsonValue json(String text) {
        return StrictJson.object("{\"value\":" + text + "}").getValue("/value");
    }

    Report judge(byte[] credential) {
        return new CredentialVerifier(this).verify(credential, NOW);
    }

    List<URI> asked() {
        return List.copyOf(asked);
    }

    @Override
    public byte[] load(URI address) throws DocumentUnavailableException {
        asked.add(address);
        byte[] document = documents.get(address);
        if (document == null) {
            throw new DocumentUnavailableException("There is nothing at " + address + ".");
        }
        return document;
    }
}
