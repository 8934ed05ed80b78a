package io.laurel.worker.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.jwt.JwtVerifier;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.Relationship;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.SignatureProvider;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The very credential that was issued, as a JWT that others can check. */
@RunningWorker
class JwtIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private Jwts jwts;

    @Autowired
    private Clock clock;

    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", 1_000);
        badge = given.badge(organization, 730);
        keys.generate(organization);
    }

    @Test
    void aTaskMakesAJwtOfTheIssuedCredentialThatAnotherLibraryVerifies() throws Exception {
        var issued = issued("ada@example.com");

        topics.send(Topics.ISSUANCE_TASKS, "x", task(issued));
        await().untilAsserted(() -> assertThat(eventsOf(issued)).hasSize(1));

        var jwt = SignedJWT.parse(jwtOf(issued).orElseThrow());
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(jwt.verify(
                        new RSASSAVerifier(RSAKey.parse(publicKeys().getFirst().jwk()))))
                .isTrue();
        var claims = (ObjectNode) JSON.readTree(jwt.getPayload().toString());
        assertThat(claims.remove("iss")).isEqualTo(document(issued).at("/issuer/id"));
        assertThat(claims.remove("jti").asString()).isEqualTo("urn:uuid:" + issued.id());
        assertThat(claims.remove("nbf").asLong())
                .isEqualTo(Instant.parse(claims.get("validFrom").asString()).getEpochSecond());
        assertThat(claims.remove("exp").asLong())
                .isEqualTo(Instant.parse(claims.get("validUntil").asString()).getEpochSecond());
        var withoutProof = (ObjectNode) document(issued);
        withoutProof.remove("proof");
        assertThat((JsonNode) claims).isEqualTo(withoutProof);
        assertThat(proofOf(issued)).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void theSameTaskAgainChangesNothingAndTellsTheSame() {
        var issued = issued("ada@example.com");

        jwts.encode(task(issued));
        var first = jwtOf(issued);
        jwts.encode(task(issued));

        assertThat(jwtOf(issued)).isEqualTo(first).isPresent();
        assertThat(eventsOf(issued)).hasSize(2);
        assertThat(eventsOf(issued).stream().distinct()).hasSize(1);
    }

    @Test
    void workersThatRaceMakeOneKeyAndOneJwtOfEach() {
        var issued = IntStream.range(0, 4)
                .mapToObj(n -> issued("r" + n + "@example.com"))
                .toList();

        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 12; n++) {
                var one = issued.get(n % 4);
                var _ = workers.submit(() -> jwts.encode(task(one)));
            }
        }

        assertThat(publicKeys()).hasSize(1);
        assertThat(issued).allSatisfy(one -> assertThat(proofOf(one)).isInstanceOf(ProofResult.Valid.class));
    }

    @Test
    void aRotationRetiresTheKeyOfJwtsTooAndWhatItSignedStaysTrue() {
        var before = issued("before@example.com");
        jwts.encode(task(before));
        keys.rotate(organization, UUID.randomUUID());
        var after = issued("after@example.com");
        jwts.encode(task(after));

        assertThat(keyOf(before)).isNotEqualTo(keyOf(after));
        assertThat(publicKeys()).hasSize(2);
        assertThat(proofOf(before)).isInstanceOf(ProofResult.Valid.class);
        assertThat(proofOf(after)).isInstanceOf(ProofResult.Valid.class);
        assertThat(database.owner()
                        .sql("select id from jwt_key where organization_id = ? and retired_at is null")
                        .param(organization.value())
                        .query(UUID.class)
                        .single())
                .isEqualTo(keyOf(after));
    }

    @Test
    void aRevokedCredentialGetsItsJwtAndASuspendedOrganizationSignsNone() {
        var revoked = issued("revoked@example.com");
        database.owner()
                .sql("update credential set revoked_at = now() where id = ?")
                .param(revoked.id().value())
                .update();
        jwts.encode(task(revoked));
        assertThat(proofOf(revoked)).isInstanceOf(ProofResult.Valid.class);

        var late = issued("late@example.com");
        database.owner()
                .sql("update organization set status = 'suspended' where id = ?")
                .param(organization.value())
                .update();
        jwts.encode(task(late));
        assertThat(jwtOf(late)).isEmpty();
        assertThat(eventsOf(late)).isEmpty();
    }

    @Test
    void aTaskThatCannotBeDoneHoldsNothingUp() {
        var issued = issued("ada@example.com");
        var stranger = given.organization("enterprise", null);
        topics.send(Topics.ISSUANCE_TASKS, "same", new EncodeAsJwt(stranger, issued.id(), "ada@example.com"));
        topics.send(
                Topics.ISSUANCE_TASKS, "same", new EncodeAsJwt(organization, CredentialId.random(), "ada@example.com"));
        topics.send(Topics.ISSUANCE_TASKS, "same", task(issued));
        await().untilAsserted(() -> assertThat(eventsOf(issued)).hasSize(1));
        assertThat(proofOf(issued)).isInstanceOf(ProofResult.Valid.class);
    }

    private IssueCredential issued(String email) {
        var command = new IssueCredential(
                CredentialId.random(),
                organization,
                badge,
                new Recipient("Ada O’Brien", email),
                null,
                true,
                clock.instant(),
                null,
                null,
                null);
        topics.send(Topics.ISSUANCE_COMMANDS, command.key(), command);
        await().until(() -> !database.owner()
                .sql("select id from credential where id = ?")
                .param(command.id().value())
                .query()
                .listOfRows()
                .isEmpty());
        return command;
    }

    private EncodeAsJwt task(IssueCredential issued) {
        return new EncodeAsJwt(organization, issued.id(), issued.recipient().email());
    }

    private JsonNode document(IssueCredential issued) {
        return JSON.readTree(database.owner()
                .sql("select document from credential where id = ?")
                .param(issued.id().value())
                .query(String.class)
                .single());
    }

    private Optional<String> jwtOf(IssueCredential issued) {
        return database.owner()
                .sql("select jwt from credential_jwt where credential_id = ?")
                .param(issued.id().value())
                .query(String.class)
                .optional();
    }

    private UUID keyOf(IssueCredential issued) {
        return database.owner()
                .sql("select key_id from credential_jwt where credential_id = ?")
                .param(issued.id().value())
                .query(UUID.class)
                .single();
    }

    private List<PublicKey> publicKeys() {
        return database.owner()
                .sql("select public_key_jwk from jwt_key where organization_id = ?")
                .param(organization.value())
                .query((row, n) -> PublicKey.ofJwk(
                        StrictJson.object(row.getString("public_key_jwk")), SignatureProvider.BOUNCY_CASTLE))
                .list();
    }

    private ProofResult proofOf(IssueCredential issued) {
        var issuer = document(issued).at("/issuer/id").asString();
        return new JwtVerifier(new Published(issuer, publicKeys()))
                .verify(jwtOf(issued).orElseThrow(), clock.instant())
                .proof();
    }

    /** What the issuer's DID document lists. */
    private record Published(String issuer, List<PublicKey> keys) implements KeyResolver {

        @Override
        public Resolution resolve(URI method, Relationship relationship, Instant now) {
            return new Resolution.NotThere("It is not listed.");
        }

        @Override
        public List<Resolution> resolveAll(URI controller, Relationship relationship, Instant now) {
            assertThat(controller).hasToString(issuer);
            return keys.stream()
                    .<Resolution>map(key ->
                            new Resolution.Found(new VerificationMethod(URI.create(issuer + "#key"), controller, key)))
                    .toList();
        }
    }

    private List<CredentialEncoded> eventsOf(IssueCredential issued) {
        return topics.read(Topics.CREDENTIAL_EVENTS, CredentialEvent.class).stream()
                .filter(event -> event.credentialId().equals(issued.id()))
                .filter(CredentialEncoded.class::isInstance)
                .map(CredentialEncoded.class::cast)
                .toList();
    }
}
