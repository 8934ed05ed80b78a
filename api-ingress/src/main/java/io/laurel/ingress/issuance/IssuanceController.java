package io.laurel.ingress.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.credential.Credential;
import io.laurel.ingress.credential.CredentialKey;
import io.laurel.ingress.credential.Credentials;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorBody;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Issues one credential. */
@RestController
class IssuanceController {

    private final Issuing issuing;
    private final Issuances issuances;
    private final Credentials credentials;
    private final CommandDesk desk;
    private final IssuanceSettings settings;
    private final PublicAddresses addresses;
    private final Clock clock;

    IssuanceController(
            Issuing issuing,
            Issuances issuances,
            Credentials credentials,
            CommandDesk desk,
            IssuanceSettings settings,
            PublicAddresses addresses,
            Clock clock) {
        this.issuing = issuing;
        this.issuances = issuances;
        this.credentials = credentials;
        this.desk = desk;
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Where a request that was taken stands. */
    record Issuance(
            UUID id,
            String status,
            @Nullable Credential credential,
            @Nullable ErrorBody error) {}

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = "/api/v1/credentials", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedAnswer> issue(
            Caller caller,
            @RequestBody IssueRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer) {
        return submit(caller, body, idempotencyKey, desk.preference(prefer), "/api/v1");
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(path = "/api/organizations/{orgId}/credentials", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedAnswer> issueAsMember(
            Member member,
            @RequestBody IssueRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer) {
        String path = "/api/organizations/" + member.organization();
        return submit(member, body, idempotencyKey, desk.preference(prefer), path);
    }

    private ResponseEntity<IssuedAnswer> submit(
            Actor actor, IssueRequest body, @Nullable String idempotencyKey, Preference preference, String path) {
        String key = IdempotencyKeys.checked(idempotencyKey);
        var request = body.checked();
        var submitted = issuing.submit(actor, request, key, preference);
        return switch (submitted.outcome().orElse(null)) {
            case Outcome.Issued issued ->
                ResponseEntity.created(URI.create(path + "/credentials/" + issued.id()))
                        .body(IssuedAnswer.of(issued, request.recipient(), addresses));
            case Outcome.Rejected rejected -> throw Rejections.error(rejected);
            case Outcome.Revoked _, Outcome.Claimed _ -> throw notOfAnIssuance();
            case null ->
                ResponseEntity.status(HttpStatus.ACCEPTED)
                        .location(URI.create(path + "/issuances/" + submitted.id()))
                        .header("Preference-Applied", "respond-async")
                        .body(IssuedAnswer.undecided(submitted.id(), request.recipient(), addresses));
        };
    }

    /**
     * Nothing is stored at the edge, so a request on the road is known by its id alone: one that was named by its client, or
     * one that carries a time of the last hours (UUIDv7), reads as queued until it is decided. Any other id is unknown.
     */
    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping("/api/v1/issuances/{id}")
    Issuance issuance(Caller caller, @PathVariable UUID id) {
        return whereItStands(caller, id);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/issuances/{id}")
    Issuance issuanceAsMember(Member member, @PathVariable UUID id) {
        return whereItStands(member, id);
    }

    private Issuance whereItStands(Actor actor, UUID id) {
        var decided = issuances.find(actor.organization(), new CredentialId(id));
        if (decided.isEmpty()) {
            if (!canBeOnTheRoad(id) || issuances.isKnown(new CredentialId(id))) {
                throw ApiException.notFound("There is no issuance with this id.");
            }
            return new Issuance(id, "queued", null, null);
        }
        return switch (decided.get().outcome()) {
            case Outcome.Issued issued ->
                new Issuance(
                        id,
                        "issued",
                        credentials
                                .find(actor.organization(), new CredentialKey.ById(id))
                                .orElse(null),
                        null);
            case Outcome.Rejected rejected ->
                new Issuance(
                        id,
                        "rejected",
                        null,
                        new ErrorBody(Rejections.code(rejected.reason()), rejected.message(), Map.of()));
            case Outcome.Revoked _, Outcome.Claimed _ -> throw notOfAnIssuance();
        };
    }

    private static IllegalStateException notOfAnIssuance() {
        return new IllegalStateException("a request to issue ends as issued or rejected");
    }

    private boolean canBeOnTheRoad(UUID id) {
        return switch (id.version()) {
            case 5 -> true;
            case 7 -> {
                Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
                Instant now = clock.instant();
                yield made.isAfter(now.minus(settings.readsAsQueued()))
                        && made.isBefore(now.plus(Duration.ofMinutes(1)));
            }
            default -> false;
        };
    }
}
