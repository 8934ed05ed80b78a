package io.laurel.verifier.jwt;

import io.laurel.verifier.enquiry.Enquiries;
import io.laurel.verifier.enquiry.Kind;
import io.laurel.verifier.site.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands a credential out as a JWT, signed with its issuer's RSA key (Open Badges 3.0, section 8.2). */
@RestController
class JwtController {

    /** It never changes, but its credential can become private: kept by who asked, and not for ever. */
    private static final CacheControl CACHING =
            CacheControl.maxAge(Duration.ofHours(1)).cachePrivate().immutable();

    private final Enquiries enquiries;
    private final Jwts jwts;

    JwtController(Enquiries enquiries, Jwts jwts) {
        this.enquiries = enquiries;
        this.jwts = jwts;
    }

    @GetMapping(
            path = "/credentials/{id}/jwt",
            produces = {"application/vc+jwt", "application/jwt", MediaType.TEXT_PLAIN_VALUE})
    ResponseEntity<byte[]> jwt(@PathVariable String id) {
        var found = enquiries.ask(id, Kind.JWT);
        var jwt = jwts.of(found).getBytes(StandardCharsets.US_ASCII);
        // A private one is asked for each time: its recipient may have signed out meanwhile.
        var caching =
                found.credential().isPublic() ? CACHING : CacheControl.noCache().cachePrivate();
        return Documents.answer(caching, jwt).varyBy(HttpHeaders.ACCEPT).body(jwt);
    }
}
