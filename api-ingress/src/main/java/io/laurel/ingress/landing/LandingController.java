package io.laurel.ingress.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The front page: what this is, and how to begin. */
@RestController
class LandingController {

    private final String page;

    LandingController(PublicAddresses addresses) throws IOException {
        this.page = new ClassPathResource("landing.html", LandingController.class)
                .getContentAsString(UTF_8)
                .replace("{{base}}", HtmlUtils.htmlEscape(addresses.base().toString()));
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String page() {
        return page;
    }
}
