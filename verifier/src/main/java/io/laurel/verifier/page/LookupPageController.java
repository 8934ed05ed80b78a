package io.laurel.verifier.page;

import io.laurel.contracts.ShortId;
import io.laurel.verifier.judgement.Judge;
import io.laurel.verifier.judgement.Uploads;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Leads a person who has an ID in hand to the credential's page, and judges what is handed in. */
@RestController
class LookupPageController {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final Pages pages;
    private final Judge judge;

    LookupPageController(Pages pages, Judge judge) {
        this.pages = pages;
        this.judge = judge;
    }

    /** What the page shows: what was typed or pasted, and why it was not understood. */
    record View(
            Head head,
            String typed,
            @Nullable String problem,
            String pasted,
            @Nullable String fileProblem) {

        String script() {
            return AssetController.DROP_PATH;
        }
    }

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
        return pages.page("lookup", new View(head(), id, problem, "", null));
    }

    @PostMapping(path = "/verify-lookup", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<String> judge(MultipartHttpServletRequest form) {
        String pasted =
                Objects.requireNonNullElse(form.getParameter("pasted"), "").strip();
        Optional<byte[]> file = Uploads.file(form);
        if (file.isEmpty() && idIn(pasted).isPresent()) {
            return lookup(pasted);
        }
        byte[] credential = file.orElseGet(() -> pasted.getBytes(StandardCharsets.UTF_8));
        if (credential.length == 0) {
            return again(pasted, "Choose a file, or paste the badge’s text.");
        }
        try {
            return pages.page("judgement", JudgementView.of(judge.judge(credential)));
        } catch (ApiException unreadable) {
            if (unreadable.code() != ErrorCode.VALIDATION_ERROR) {
                throw unreadable;
            }
            return again(pasted, unreadable.sentence());
        }
    }

    private ResponseEntity<String> again(String pasted, String problem) {
        String page = pages.html("lookup", new View(head(), "", null, pasted, problem));
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .contentType(Pages.HTML)
                .cacheControl(CacheControl.noStore())
                .body(page);
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
                "Find out in a moment whether an Open Badge is genuine and valid, whoever issued it.",
                null,
                null,
                true,
                true);
    }
}
