package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.status.StatusList;
import io.laurel.openbadges.status.StatusListSigner;
import io.laurel.test.MovableClock;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Somebody else who issues badges while a test runs: a did:key or a did:web, and a server on loopback for its documents.
 */
final class ForeignIssuer implements BeforeEachCallback, AfterEachCallback {

    /** When a test hands in its badges. */
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Ed25519KeyPair pair = Ed25519KeyPair.generate(new SecureRandom());
    private final String did;
    private final IssuerKey key;
    private final String base;
    private final StatusList list = StatusList.of(StatusList.LEAST_ENTRIES);
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore held = new Semaphore(1);
    private final HttpServer server;
    private String purpose = "revocation";
    private boolean asTokens;

    /** One with a did:key, whose status list is behind plain http. */
    ForeignIssuer() {
        server = server(HttpServer::create);
        base = "http://127.0.0.1:" + port();
        did = "did:key:" + pair.publicKeyMultibase();
        key = new IssuerKey(URI.create(did + "#" + pair.publicKeyMultibase()), pair);
        answer();
    }

    /** One with a did:web at localhost, whose documents are behind TLS. */
    ForeignIssuer(TlsCertificate certificate) {
        HttpsServer https = server(HttpsServer::create);
        server = https;
        base = "https://localhost:" + port();
        did = "did:web:localhost%3A" + port();
        key = new IssuerKey(URI.create(did + "#key-1"), pair);
        try {
            https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
        answer();
    }

    private void answer() {
        server.createContext(
                "/.well-known/did.json",
                exchange -> send(exchange, """
                {"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], "id": "%s",
                 "verificationMethod": [
                   {"id": "%s", "type": "Multikey", "controller": "%1$s", "publicKeyMultibase": "%s"}],
                 "assertionMethod": ["%2$s"]}
                """.formatted(did, key.verificationMethod(), pair.publicKeyMultibase())));
        server.createContext("/status", exchange -> {
            asked.incrementAndGet();
            held.acquireUninterruptibly();
            held.release();
            send(exchange, asTokens ? token(listCredential()) : sign(listCredential()));
        });
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        SpringExtension.getApplicationContext(test).getBean(MovableClock.class).set(NOW);
        server.start();
    }

    @FunctionalInterface
    private interface Kind<S extends HttpServer> {
        S create(InetSocketAddress address, int backlog) throws IOException;
    }

    private static <S extends HttpServer> S server(Kind<S> kind) {
        try {
            return kind.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] document = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, document.length);
        exchange.getResponseBody().write(document);
        exchange.close();
    }

    private JsonObject listCredential() {
        byte[] signed = new StatusListSigner(key).sign(statusList(), URI.create(did), list, at("2026-01-01"));
        return StrictJson.object(StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object(signed))
                .remove("proof")
                .build()
                .toString()
                .replace("\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"" + purpose + "\""));
    }

    private static Instant at(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    String did() {
        return did;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How often the status list was asked for. */
    int asked() {
        return asked.get();
    }

    /** Lets whoever asks for the status list wait. */
    void hold() {
        held.acquireUninterruptibly();
    }

    void release() {
        held.release();
    }

    void revoke(int index) {
        list.revoke(index);
    }

    /** Has a list of suspensions, and a badge on it. */
    void suspend(int index) {
        purpose = "suspension";
        list.revoke(index);
    }

    /** Signs status lists as JWTs from now on. */
    void listsAsTokens() {
        asTokens = true;
    }

    private URI statusList() {
        return URI.create(base + "/status");
    }

    /** A badge that says what it is told to, not signed yet. */
    JsonObject badge(String name) {
        return StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2",
                              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                 "id": "https://other.example/badges/1",
                 "type": ["VerifiableCredential", "OpenBadgeCredential"],
                 "issuer": {"id": "%s", "type": ["Profile"], "name": "Other Academy"},
                 "validFrom": "2026-01-01T00:00:00Z",
                 "name": "A badge",
                 "credentialSubject": {
                   "type": ["AchievementSubject"],
                   "id": "did:example:ada",
                   "achievement": {
                     "id": "https://other.example/achievements/1",
                     "type": ["Achievement"],
                     "name": "%s",
                     "description": "Steers boats.",
                     "criteria": {"narrative": "Steer ten boats."}
                   }
                 },
                 "credentialStatus": {
                   "type": "BitstringStatusListEntry",
                   "statusPurpose": "%s",
                   "statusListIndex": "7",
                   "statusListCredential": "%s"
                 }}
                """.formatted(did, name, purpose, statusList()));
    }

    /** Signs a document with a Data Integrity proof. */
    String sign(JsonObject document) {
        JsonObject proof = StrictJson.object("""
                {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-01-01T00:00:00Z",
                 "verificationMethod": "%s", "proofPurpose": "assertionMethod"}
                """.formatted(key.verificationMethod()));
        byte[] signature = key.sign(EddsaRdfc2022.hashes(Canonicalizer.PINNED, document, proof));
        return StrictJson.PROVIDER
                .createObjectBuilder(document)
                .add(
                        "proof",
                        StrictJson.PROVIDER.createObjectBuilder(proof).add("proofValue", Multibase.base58(signature)))
                .build()
                .toString();
    }

    /** Signs a document as a JWT. */
    String token(JsonObject document) {
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"vc+jwt\",\"kid\":\"" + key.verificationMethod() + "\"}";
        String signed = BASE64.encodeToString(header.getBytes(UTF_8)) + "."
                + BASE64.encodeToString(document.toString().getBytes(UTF_8));
        return signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(UTF_8)));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        server.stop(0);
    }
}
