package io.laurel.verifier.document;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.enquiry.Enquiries;
import io.laurel.verifier.enquiry.Kind;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers whether a credential is genuine and in force. */
@RestController
class VerificationController {

    private final Enquiries enquiries;
    private final PublicAddresses addresses;
    private final Clock clock;

    VerificationController(Enquiries enquiries, PublicAddresses addresses, Clock clock) {
        this.enquiries = enquiries;
        this.addresses = addresses;
        this.clock = clock;
    }

    @GetMapping("/api/verify/{id}")
    ResponseEntity<Verification> verify(@PathVariable String id) {
        var found = enquiries.ask(id, Kind.API);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Verification.of(found, addresses, clock.instant()));
    }
}
