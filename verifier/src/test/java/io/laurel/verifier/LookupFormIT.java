package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.status.StatusList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

@JudgingVerifier
class LookupFormIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @RegisterExtension
    final ForeignIssuer other = new ForeignIssuer();

    private Browser.Answer handIn(String filename, byte[] content) {
        return browser.upload("/verify-lookup", "file", filename, content);
    }

    private Browser.Answer paste(String text) {
        var body = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\r\n--line\r\n"
                + "Content-Disposition: form-data; name=\"pasted\"\r\n\r\n" + text + "\r\n--line--\r\n";
        return browser.post("/verify-lookup", "multipart/form-data; boundary=line", body.getBytes(UTF_8));
    }

    private String judged(String credential) {
        var answer = handIn("badge.json", credential.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        return answer.text();
    }

    @Test
    void theFormWorksWithoutAScript() {
        var page = browser.open("/verify-lookup");

        assertThat(page.text())
                .contains(
                        "method=\"post\" enctype=\"multipart/form-data\"", "type=\"file\"", "<textarea", "for=\"file\"")
                .contains("for=\"pasted\"", "for=\"id\"", "aria-live=\"polite\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "form-action 'self'", "img-src 'self' data:")
                .doesNotContain("unsafe");
        var script = Pattern.compile("<script src=\"([^\"]+)\" defer></script>").matcher(page.text());
        assertThat(script.find()).isTrue();
        assertThat(browser.get(script.group(1)).header("Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
    }

    @Test
    void everyCheckIsListedInPlainWords() {
        assertThat(judged(other.sign(other.badge("Skipper"))))
                .contains(
                        "tone-valid",
                        "This badge is genuine and valid.",
                        "Skipper",
                        "Other Academy",
                        "Steer ten boats.")
                .contains("The signature is genuine", "It is from who it says", "It is valid already")
                .contains(
                        "It has not expired", "It was not taken back", "It has the right form", "aria-label=\"Holds\"")
                .contains("These are its issuer’s words.")
                .doesNotContain("Does not hold", "Could not be checked");
    }

    @Test
    void whatDoesNotHoldAndWhatIsNotKnownAreToldApart() {
        var page = judged(other.sign(other.badge("Skipper")).replace("Skipper", "Admiral"));

        assertThat(page)
                .contains("tone-broken", "Do not rely on this badge.", "The signature is not genuine")
                .contains("class=\"fails\"", "class=\"open\"", "Does not hold", "Could not be checked")
                .contains("says that it was issued by", "anyone could have");
    }

    @Test
    void aSuspendedBadgeIsNotCalledRevoked() {
        other.suspend(7);

        assertThat(judged(other.sign(other.badge("Skipper"))))
                .contains("This badge does not hold for the time being.", "<span class=\"pill\">Suspended</span>")
                .contains("It is suspended", "It was not taken back")
                .doesNotContain("Taken back", "no longer valid", "It was revoked");
    }

    @Test
    void aBadgeOfOursLeadsToItsPage() {
        var organization = registry.organization("professional");
        registry.statusList(organization, 0, StatusList.of(StatusList.LEAST_ENTRIES));
        var credential =
                registry.issue(registry.draft(registry.badge(organization)).claimed());
        var png = browser.get("/api/credentials/" + credential.shortId() + "/baked")
                .bytes();

        var answer = handIn("badge.png", png);

        assertThat(answer.text())
                .contains("This badge is genuine and valid.", "href=\"/verify/" + credential.shortId() + "\"")
                .contains("src=\"/images/" + credential.badge().imageSha256());
    }

    @Test
    void whatAStrangerWroteIsNeverMarkupNorLoaded() {
        var page = judged(other.sign(other.badge("<img src=x onerror=alert(1)>"))
                .replace(
                        "\"name\":\"Other Academy\"",
                        "\"name\":\"<script>alert(1)</script>\",\"url\":\"javascript:alert(1)\"")
                .replace(
                        "\"description\":",
                        "\"image\":{\"id\":\"https://evil.example/pixel.png\",\"type\":\"Image\"},\"description\":"));

        assertThat(page)
                .contains("&lt;img src", "&lt;script&gt;alert(1)&lt;")
                .doesNotContain("<img src=x", "<script>alert", "href=\"javascript:", "src=\"https:");
    }

    @Test
    void aPictureWithinTheBadgeIsShown() {
        var badge = other.sign(other.badge("Skipper"))
                .replace(
                        "\"description\":",
                        "\"image\":{\"id\":\"data:image/png;base64,iVBORw0KGgo=\",\"type\":\"Image\"},\"description\":");

        assertThat(judged(badge)).contains("<img src=\"data:image/png;base64,iVBORw0KGgo");
        assertThat(judged(badge.replace("image/png;base64", "text/html;base64")))
                .doesNotContain("src=\"data:text");
    }

    @Test
    void textMayBePastedAndAnIdAmongIt() {
        assertThat(paste(other.token(other.badge("Skipper"))).text()).contains("This badge is genuine and valid.");

        var id = paste(" crd-test0001 ");
        assertThat(id.status()).isEqualTo(303);
        assertThat(id.header("Location")).isEqualTo("/verify/CRD-TEST0001");
    }

    @Test
    void whatCannotBeReadIsSaidBesideTheForm() {
        var answer = paste("<b>hello</b>");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("role=\"alert\"", "aria-invalid=\"true\"", "&lt;b&gt;hello&lt;", "<form")
                .doesNotContain("<b>hello");
        assertThat(paste("").text()).contains("Choose a file, or paste the badge’s text.");
        assertThat(handIn("plain.png", Medal.png()).text()).contains("There is no badge in this picture.");
    }

    @Test
    void whatIsTooLargeIsAPageToo() {
        var answer = browser.upload("/verify-lookup", "file", "big.png", new byte[7 * 1024 * 1024]);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(handIn("badge.json", new byte[1024 * 1024 + 1]).status()).isEqualTo(413);
    }
}
