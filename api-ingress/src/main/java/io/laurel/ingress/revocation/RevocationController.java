package io.laurel.ingress.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.contracts.Outcome;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.credential.Credential;
import io.laurel.ingress.credential.CredentialKey;
import io.laurel.ingress.credential.Credentials;
import io.laurel.ingress.issuance.CommandDesk;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.ingress.issuance.Preference;
import io.laurel.ingress.issuance.Rejections;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorBody;
import io.laurel.web.ErrorCode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Revokes one credential, or many. */
@RestController
class RevocationController {

    private static final String PREFER = "Prefer";
    private static final String NOT_FOUND = "There is no credential with this id.";

    private final Revoking revoking;
    private final CommandDesk desk;
    private final Credentials credentials;

    RevocationController(Revoking revoking, CommandDesk desk, Credentials credentials) {
        this.revoking = revoking;
        this.desk = desk;
        this.credentials = credentials;
    }

    /**
     * What became of one id of many.
     *
     * @param id as it was sent
     * @param outcome revoked, refused, or queued while it is open
     * @param error why it was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String id,
            @Nullable String credentialId,
            String outcome,
            @Nullable Instant revokedAt,
            @Nullable ErrorBody error) {}

    /** What became of many, each in the order in which it was sent. */
    record Results(List<Result> results, int revoked, int refused, int queued) {

        static Results of(List<Result> results) {
            return new Results(results, count(results, "revoked"), count(results, "refused"), count(results, "queued"));
        }

        private static int count(List<Result> results, String outcome) {
            return (int) results.stream()
                    .filter(result -> result.outcome().equals(outcome))
                    .count();
        }
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = "/api/v1/credentials/{id}/revoke", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Credential> revoke(
            Caller caller,
            @PathVariable String id,
            @RequestBody RevocationRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable List<String> prefer) {
        return one(caller, id, body, key, desk.preference(prefer), "/api/v1");
    }

    @AllowedTo(Audience.ADMIN)
    @DeleteMapping(path = "/api/organizations/{orgId}/credentials/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Credential> revokeAsMember(
            Member member,
            @PathVariable String id,
            @RequestBody RevocationRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable List<String> prefer) {
        return one(member, id, body, key, desk.preference(prefer), "/api/organizations/" + member.organization());
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(path = "/api/v1/credentials/revoke", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Results> revokeMany(
            Caller caller,
            @RequestBody RevocationRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable List<String> prefer) {
        return many(caller, body, key, desk.preference(prefer));
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping(path = "/api/organizations/{orgId}/credentials/revoke", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Results> revokeManyAsMember(
            Member member,
            @RequestBody RevocationRequest body,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable List<String> prefer) {
        return many(member, body, key, desk.preference(prefer));
    }

    private ResponseEntity<Credential> one(
            Actor actor, String id, RevocationRequest body, @Nullable String key, Preference preference, String path) {
        String reason = body.checkedReason();
        var answer = revoking.revoke(actor, List.of(id), reason, IdempotencyKeys.checked(key), preference)
                .getFirst();
        var credential = answer.credential();
        if (credential == null) {
            throw ApiException.notFound(NOT_FOUND);
        }
        return switch (answer.outcome().orElse(null)) {
            case Outcome.Rejected rejected -> throw Rejections.error(rejected);
            case Outcome.Revoked _ -> ResponseEntity.ok(state(actor, credential));
            case Outcome.Issued _, Outcome.Claimed _ -> throw new IllegalStateException("no outcome of a revocation");
            case null ->
                accepted(preference)
                        .location(URI.create(path + "/credentials/" + credential))
                        .body(state(actor, credential));
        };
    }

    private Credential state(Actor actor, UUID credential) {
        return credentials
                .find(actor.organization(), new CredentialKey.ById(credential))
                .orElseThrow(() -> ApiException.notFound(NOT_FOUND));
    }

    private ResponseEntity<Results> many(
            Actor actor, RevocationRequest body, @Nullable String key, Preference preference) {
        String reason = body.checkedReason();
        var results = Results.of(
                revoking.revoke(actor, body.checkedIds(), reason, IdempotencyKeys.checked(key), preference).stream()
                        .map(RevocationController::result)
                        .toList());
        return results.queued() == 0
                ? ResponseEntity.ok(results)
                : accepted(preference).body(results);
    }

    private static Result result(Revoking.Answer answer) {
        if (answer.credential() == null) {
            return refused(answer, ErrorCode.NOT_FOUND, NOT_FOUND);
        }
        return switch (answer.outcome().orElse(null)) {
            case Outcome.Rejected rejected -> refused(answer, Rejections.code(rejected.reason()), rejected.message());
            case Outcome.Revoked revoked ->
                new Result(answer.asked(), answer.shortId(), "revoked", revoked.revokedAt(), null);
            case Outcome.Issued _, Outcome.Claimed _ -> throw new IllegalStateException("no outcome of a revocation");
            case null -> new Result(answer.asked(), answer.shortId(), "queued", null, null);
        };
    }

    private static Result refused(Revoking.Answer answer, ErrorCode code, String why) {
        return new Result(answer.asked(), answer.shortId(), "refused", null, new ErrorBody(code, why, Map.of()));
    }

    private static ResponseEntity.BodyBuilder accepted(Preference preference) {
        var accepted = ResponseEntity.status(HttpStatus.ACCEPTED);
        return preference.respondAsync() ? accepted.header("Preference-Applied", "respond-async") : accepted;
    }
}
