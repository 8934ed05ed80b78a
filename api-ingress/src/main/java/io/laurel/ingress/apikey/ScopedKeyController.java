package io.laurel.ingress.apikey;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Done;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.page.Listing;
import io.laurel.web.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes a district's keys (portal API, Q). */
@RestController
class ScopedKeyController {

    private final ScopedKeys keys;

    ScopedKeyController(ScopedKeys keys) {
        this.keys = keys;
    }

    record WantedKey(@Nullable String name, @Nullable List<@Nullable String> scopes) {}

    @AllowedTo(Audience.SETTINGS)
    @GetMapping("/api/keys")
    List<ScopedKey> list(
            PortalPerson person,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        return keys.list(person, Listing.of(limit, offset));
    }

    @AllowedTo(Audience.SETTINGS)
    @PostMapping("/api/keys")
    ResponseEntity<ScopedKey> create(PortalPerson person, @RequestBody WantedKey body) {
        var key = keys.create(person, KeyMaking.name(body.name()), scopes(body));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(key);
    }

    @AllowedTo(Audience.SETTINGS)
    @DeleteMapping("/api/keys/{keyId}")
    Done revoke(PortalPerson person, @PathVariable String keyId) {
        keys.revoke(person, keyId);
        return Done.OK;
    }

    private static List<Scope> scopes(WantedKey body) {
        if (body.scopes() == null || body.scopes().isEmpty()) {
            throw ApiException.invalid("scopes", "must name at least one of " + all());
        }
        var scopes = new ArrayList<Scope>();
        for (var text : body.scopes()) {
            var scope = Scope.of(text == null ? "" : text)
                    .orElseThrow(() -> ApiException.invalid("scopes", "may only be of " + all()));
            if (scopes.contains(scope)) {
                throw ApiException.invalid("scopes", "name " + scope + " twice");
            }
            scopes.add(scope);
        }
        return scopes;
    }

    private static String all() {
        return Arrays.stream(Scope.values()).map(Scope::toString).collect(Collectors.joining(", "));
    }
}
