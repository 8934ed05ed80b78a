package io.laurel.verifier.judgement;

import io.laurel.contracts.PublicAddresses;
import io.laurel.web.ApiException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Judges credentials for programs. */
@RestController
class JudgementController {

    private final Judge judge;
    private final PublicAddresses addresses;

    JudgementController(Judge judge, PublicAddresses addresses) {
        this.judge = judge;
        this.addresses = addresses;
    }

    @PostMapping(
            path = "/api/credentials/verify",
            consumes = {
                "application/json",
                "application/ld+json",
                "application/vc",
                "application/vc+ld+json",
                "application/vc+jwt",
                "application/vc+ld+json+jwt",
                "application/jwt",
                "text/plain"
            })
    ResponseEntity<Answer> verify(@RequestBody byte[] credential) {
        return answer(credential);
    }

    /** A part of any name will do: what people call it is anyone's guess. */
    @PostMapping(path = "/api/credentials/verify-image", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Answer> verifyImage(MultipartHttpServletRequest request) {
        return answer(Uploads.file(request).orElseThrow(() -> ApiException.invalid("file", "is missing")));
    }

    private ResponseEntity<Answer> answer(byte[] credential) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Answer.of(judge.judge(credential), addresses));
    }
}
