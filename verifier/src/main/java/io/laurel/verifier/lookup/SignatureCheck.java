package io.laurel.verifier.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.template.CompiledVerifier;
import io.laurel.verifier.lookup.CredentialRows.Row;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that a recorded document holds its issuer's valid proof, and that it is the document of this very credential: a
 * genuine one of somebody else, put in its place, must not pass. A signature is a tenth of a millisecond, so results are
 * kept by the hash of all that they depend on.
 */
@Component
class SignatureCheck {

    private static final int MOST_BADGES = 1_000;
    private static final Duration RECORDED_AND_SIGNED_TIMES_DIFFER_LESS_THAN = Duration.ofSeconds(1);

    private final PublicAddresses addresses;
    private final JsonMapper json;
    private final Clock clock;
    private final CompiledVerifier verifier = new CompiledVerifier(MOST_BADGES);
    private final Cache<String, Boolean> results;
    private final Timer checks;

    SignatureCheck(
            PublicAddresses addresses,
            JsonMapper json,
            LookupProperties properties,
            MeterRegistry metrics,
            Clock clock) {
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
        results = Caffeine.newBuilder()
                .maximumSize(properties.checkedSignatures())
                .build();
        checks = metrics.timer("laurel.verifier.signature.checks");
    }

    Found check(Row row) {
        var document = read(row.credential().document());
        boolean genuine = document.isPresent() && isDocumentOf(row, document.get()) && hasValidProof(row);
        return new Found(row.credential(), row.organization(), row.badge(), genuine, document.isPresent());
    }

    private Optional<JsonNode> read(String document) {
        try {
            return Optional.of(json.readTree(document)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private boolean isDocumentOf(Row row, JsonNode document) {
        var credential = row.credential();
        var organization = row.organization().slug();
        var subject = document.path("credentialSubject");
        return document.path("id").asString("").equals("urn:uuid:" + credential.id())
                && idOf(document.path("issuer"))
                        .equals(addresses.did(organization).toString())
                && idOf(subject.path("achievement"))
                        .equals(addresses
                                .achievement(organization, row.badge().slug())
                                .toString())
                && names(subject.path("identifier"), credential.recipientEmail())
                && isTime(document.path("validFrom"), credential.issuedAt())
                && isTime(document.path("validUntil"), credential.expiresAt());
    }

    private static String idOf(JsonNode node) {
        return node.isString() ? node.stringValue() : node.path("id").asString("");
    }

    private static boolean names(JsonNode identifiers, String email) {
        var identity = identifiers.isArray() ? identifiers.path(0) : identifiers;
        var salt = identity.path("salt").asString("");
        return identity.path("identityHash")
                .asString("")
                .equals(IdentityHash.of(email, salt).hash());
    }

    private static boolean isTime(JsonNode signed, @Nullable Instant recorded) {
        if (recorded == null || !signed.isString()) {
            return recorded == null && signed.isMissingNode();
        }
        try {
            var time = OffsetDateTime.parse(signed.stringValue()).toInstant();
            return Duration.between(time, recorded).abs().compareTo(RECORDED_AND_SIGNED_TIMES_DIFFER_LESS_THAN) < 0;
        } catch (DateTimeException notATime) {
            return false;
        }
    }

    private boolean hasValidProof(Row row) {
        return results.get(fingerprint(row), fingerprint -> checks.record(() -> verify(row)));
    }

    private boolean verify(Row row) {
        Map<URI, String> keys = new HashMap<>();
        row.publicKeys()
                .forEach((id, key) ->
                        keys.put(addresses.verificationMethod(row.organization().slug(), id), key));
        var result = verifier.verifyCredential(
                row.credential().document().getBytes(StandardCharsets.UTF_8),
                KeyResolver.of(method -> Optional.ofNullable(keys.get(method))),
                clock.instant());
        return switch (result) {
            case ProofResult.Valid valid -> true;
            case ProofResult.Invalid invalid -> false;
            case ProofResult.NotChecked notChecked -> false;
        };
    }

    private static String fingerprint(Row row) {
        var sha256 = Sha256.digest();
        sha256.update(new TreeMap<>(row.publicKeys()).toString().getBytes(StandardCharsets.UTF_8));
        sha256.update(row.organization().slug().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(row.credential().document().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha256.digest());
    }
}
