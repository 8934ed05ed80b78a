package io.laurel.verifier.page;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.enquiry.Enquiries;
import io.laurel.verifier.enquiry.Kind;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows a credential to a person, and as a widget within other people's pages. */
@RestController
class CredentialPageController {

    private final Enquiries enquiries;
    private final PublicAddresses addresses;
    private final Pages pages;
    private final Clock clock;

    CredentialPageController(Enquiries enquiries, PublicAddresses addresses, Pages pages, Clock clock) {
        this.enquiries = enquiries;
        this.addresses = addresses;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/verify/{id}")
    ResponseEntity<String> page(@PathVariable String id) {
        return show("credential", id, Kind.PAGE);
    }

    @GetMapping("/api/embed/{id}")
    ResponseEntity<String> widget(@PathVariable String id) {
        return show("embed", id, Kind.EMBED);
    }

    private ResponseEntity<String> show(String template, String id, Kind kind) {
        return pages.page(template, CredentialView.of(enquiries.ask(id, kind), addresses, clock.instant()));
    }
}
