package io.laurel.worker.testissuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.web.ApiException;
import jakarta.json.JsonObject;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The issuing half of the VC API. It knows no organization, reads no database and has no key but the test issuer's. */
@RestController
@ConditionalOnBooleanProperty("laurel.worker.test-issuer.enabled")
class TestIssuerController {

    private static final MediaType CREDENTIAL = MediaType.parseMediaType("application/vc");

    private final TestIssuer issuer = new TestIssuer();
    private final TestStatusLists lists;
    private final Clock clock;

    TestIssuerController(PublicAddresses addresses, Clock clock) {
        this.lists = new TestStatusLists(addresses.base(), clock.instant());
        this.clock = clock;
    }

    @PostMapping("/credentials/issue")
    ResponseEntity<byte[]> issue(@RequestBody byte[] body) {
        var credential = IssueRequest.read(body).issuedBy(issuer.did(), lists);
        JsonObject signed;
        try {
            signed = issuer.sign(credential, clock.instant());
        } catch (JsonLdException unsignable) {
            throw ApiException.invalid("credential", "cannot be signed: " + unsignable.getMessage());
        }
        return answer(
                HttpStatus.CREATED,
                MediaType.APPLICATION_JSON,
                StrictJson.PROVIDER
                        .createObjectBuilder()
                        .add("verifiableCredential", signed)
                        .build());
    }

    @GetMapping(TestStatusLists.PATH + "{name}")
    ResponseEntity<byte[]> statusList(@PathVariable String name) {
        return lists.list(name, issuer.did())
                .map(list -> answer(HttpStatus.OK, CREDENTIAL, issuer.sign(list, clock.instant())))
                .orElseThrow(() -> ApiException.notFound("There is no such status list."));
    }

    private static ResponseEntity<byte[]> answer(HttpStatus status, MediaType type, JsonObject json) {
        return ResponseEntity.status(status)
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .body(json.toString().getBytes(UTF_8));
    }
}
