package io.laurel.verifier.page;

import io.laurel.contracts.ShortId;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leads a person who has an ID in hand to the credential's page. */
@RestController
class LookupPageController {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final Pages pages;

    LookupPageController(Pages pages) {
        this.pages = pages;
    }

    /** What the page shows: what was typed, and why it was not understood. */
    record View(Head head, String typed, @Nullable String problem) {}

    @GetMapping("/verify-lookup")
    ResponseEntity<String> lookup(@RequestParam(defaultValue = "") String id) {
        var meant = idIn(id);
        if (meant.isPresent()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(Links.credential(meant.get())))
                    .build();
        }
        var problem =
                id.isBlank() ? null : "An ID looks like CRD-7K2M9QXA: CRD, a hyphen, and eight letters or digits.";
        return pages.page("lookup", new View(head(), id, problem));
    }

    /** The ID that somebody meant who typed it without its hyphen or prefix, in small letters, or pasted the whole link. */
    static Optional<String> idIn(String typed) {
        var last = typed.strip().replaceAll("[/?#]+$", "").replaceAll("^.*/", "");
        if (UUID.matcher(last).matches()) {
            return Optional.of(last.toLowerCase(Locale.ROOT));
        }
        var compact =
                last.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}]", "").replaceFirst("^CRD(?=.{8}$)", "");
        return Optional.of("CRD-" + compact).filter(ShortId::isShortId);
    }

    private static Head head() {
        return new Head(
                "Check a credential · Laurel",
                "Find out in a moment whether a credential is genuine and valid.",
                null,
                null,
                true,
                true);
    }
}
