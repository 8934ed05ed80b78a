package io.laurel.ingress.signingkey;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.RotateSigningKey;
import io.laurel.ingress.apikey.Caller;
import io.laurel.ingress.issuance.CommandRoad;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks for a new signing key, the first or the next, and lists those that there are. Until there are sessions, and Owners,
 * the organization's API key opens it.
 */
@RestController
class SigningKeyController {

    private final SigningKeys keys;
    private final CommandRoad road;
    private final Clock clock;

    SigningKeyController(SigningKeys keys, CommandRoad road, Clock clock) {
        this.keys = keys;
        this.road = road;
        this.clock = clock;
    }

    /** The key that was asked for: it is listed under this id once it is made. */
    record Asked(UUID id) {}

    @PostMapping("/api/organizations/{organization}/signing-keys")
    ResponseEntity<Asked> rotate(
            Caller caller,
            @PathVariable UUID organization,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey) {
        requireOwn(caller, organization);
        String name = IdempotencyKeys.checked(idempotencyKey);
        var request = name == null
                ? RotateSigningKey.randomRequest()
                : RotateSigningKey.requestOfIdempotencyKey(caller.organization(), name);
        road.send(new RotateSigningKey(caller.organization(), request, clock.instant()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/organizations/" + organization + "/signing-keys"))
                .body(new Asked(request));
    }

    @GetMapping("/api/organizations/{organization}/signing-keys")
    Page<SigningKey> list(Caller caller, @PathVariable UUID organization, HttpServletRequest request) {
        requireOwn(caller, organization);
        var asked = PageRequest.of(request);
        if (asked.cursor() != null) {
            throw ApiException.invalid("cursor", "is not known here");
        }
        return new Page<>(
                keys.list(caller, asked), new Page.Pagination(asked.limit(), asked.offset(), keys.count(caller), null));
    }

    /** The same for an organization that does not exist, so that nothing is told about others. */
    private static void requireOwn(Caller caller, UUID organization) {
        if (!caller.organization().equals(new OrganizationId(organization))) {
            throw ApiException.forbidden("This API key is of another organization.");
        }
    }
}
