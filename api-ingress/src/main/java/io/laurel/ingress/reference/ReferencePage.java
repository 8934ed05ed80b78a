package io.laurel.ingress.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page that shows the OpenAPI document. All that it loads comes from here. */
@Hidden
@RestController
class ReferencePage {

    /** Beyond what every page may do, this one runs our scripts and asks our API. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private final String page = resource("reference.html");
    private final String script = resource("reference.js");

    @AllowedTo(Audience.ANYONE)
    @GetMapping(path = "/docs", produces = "text/html;charset=UTF-8")
    ResponseEntity<String> page() {
        return ResponseEntity.ok().header("Content-Security-Policy", POLICY).body(page);
    }

    @AllowedTo(Audience.ANYONE)
    @GetMapping(path = "/docs/reference.js", produces = "text/javascript;charset=UTF-8")
    String script() {
        return script;
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource(name, ReferencePage.class).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
