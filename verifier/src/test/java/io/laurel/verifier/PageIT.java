package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.test.MovableClock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=200ms")
class PageIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void setClock() {
        clock.set(Instant.parse("2026-11-22T10:00:00Z"));
    }

    private Registry.Draft draft() {
        return registry.draft(registry.badge(registry.organization("professional")));
    }

    private String page(Registry.Issued credential) {
        var answer = browser.open("/verify/" + credential.shortId());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        return answer.text();
    }

    @Test
    void aValidCredentialIsShownWithAllThatAPersonNeeds() {
        var credential = registry.issue(draft().claimed().expiring("2027-01-15T10:00:00Z"));

        assertThat(page(credential))
                .contains("This credential is genuine and valid.", "tone-valid")
                .contains("Ada Lovelace", "Bookbinder", "Academy of Letters", credential.shortId())
                .contains("15 January 2026", "15 January 2027", "Bind three books.")
                .contains("/api/credentials/" + credential.shortId() + "/baked")
                .contains("/credentials/" + credential.shortId() + "/ob3")
                .contains("/api/credentials/" + credential.shortId() + "/qr")
                .doesNotContain(credential.email())
                .doesNotContain("Failed");
    }

    @Test
    void eachStateSaysWhatItMeans() {
        assertThat(page(registry.issue(draft()))).contains("tone-pending", "This credential is genuine.");
        assertThat(page(registry.issue(draft().expiring("2026-02-01T00:00:00Z"))))
                .contains(
                        "tone-expired",
                        "This credential has expired.",
                        "It was valid until 1 February 2026.",
                        "Failed");
        assertThat(page(registry.issue(draft().revoked("2026-02-01T00:00:00Z"))))
                .contains("tone-revoked", "This credential is no longer valid.", "took it back on 1 February 2026.");
    }

    @Test
    void aFalseSignatureIsTheFirstThingSaid() {
        var credential = registry.issue(draft().claimed());
        registry.execute(
                "update credential set document = replace(document, 'Bookbinder', 'Surgeon') where id = ?",
                credential.id());

        assertThat(page(credential))
                .contains("tone-broken", "Do not rely on this credential.", "The signature does not match");
    }

    @Test
    void aSuspendedIssuerIsSaid() {
        var draft = draft().claimed();
        registry.execute(
                "update organization set status = 'suspended' where id = ?",
                draft.badge().organization().id());

        assertThat(page(registry.issue(draft)))
                .contains("tone-warning", "its issuer is suspended", "The issuer is not active");
    }

    @Test
    void whatWasReplacedLeadsToWhatReplacedIt() {
        var draft = draft().to("again@example.com");
        var newer = registry.renew(draft.revoked("2026-02-01T00:00:00Z"), draft);
        var older = registry.shortIdOf(registry.supersededBy(newer));

        assertThat(browser.open("/verify/" + older).text())
                .contains("<a href=\"/verify/" + newer.shortId() + "\">See " + newer.shortId());
        assertThat(page(newer)).contains("/verify/" + older);
    }

    @Test
    void whatPeopleTypedIsNeverMarkup() {
        var credential = registry.issue(draft().named("<script>alert(1)</script> & \"Ada\""));

        assertThat(page(credential)).contains("&lt;script&gt;alert(1)&lt;").doesNotContain("<script");
    }

    @Test
    void evidenceThatIsNoWebPageIsNoLink() {
        var credential = registry.issue(draft().evidence("https://example.com/work"));
        assertThat(page(credential)).contains("rel=\"nofollow noopener ugc\"");

        var other = registry.issue(draft());
        registry.execute("update credential set evidence_url = 'javascript:alert(1)' where id = ?", other.id());
        assertThat(page(other)).doesNotContain("javascript:");
    }

    @Test
    void pagesRunNoScriptAndLoadNothingFromElsewhere() {
        var answer = browser.open("/verify/" + registry.issue(draft()).shortId());

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.text()).doesNotContain("style=\"", "<style", "onclick");
        assertThat(Pattern.compile("(src|<link[^>]*href)=\"https?:")
                        .matcher(answer.text().replaceAll("<link rel=\"canonical\"[^>]*>", ""))
                        .find())
                .isFalse();
    }

    @Test
    void theStylesheetOfAPageIsThereAndStays() {
        var page = page(registry.issue(draft()));
        var stylesheet =
                Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\"").matcher(page);
        assertThat(stylesheet.find()).isTrue();

        var answer = browser.get(stylesheet.group(1));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/css;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).contains("immutable");
    }

    @Test
    void anUnknownCredentialIsAPageThatHelps() {
        var answer = browser.open("/verify/CRD-00000000");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text())
                .contains("There is no credential with this ID.", "/verify-lookup", "<link rel=\"stylesheet\"");
    }

    @Test
    void aPrivateCredentialIsAPageThatSaysNoMoreThanThat() {
        var answer =
                browser.open("/verify/" + registry.issue(draft().keptPrivate()).shortId());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text())
                .contains("This credential is private.", "/account/sign-in")
                .doesNotContain("Ada", "Bookbinder");
    }

    @Test
    void aTypedIdLeadsToItsPage() {
        assertThat(browser.open("/verify-lookup").text())
                .contains("<form", "Credential ID")
                .doesNotContain("aria-invalid");

        var found = browser.open("/verify-lookup?id=crd-test0001");
        assertThat(found.status()).isEqualTo(303);
        assertThat(found.header("Location")).isEqualTo("/verify/CRD-TEST0001");

        assertThat(browser.open("/verify-lookup?id=%3Cb%3E").text())
                .contains("aria-invalid", "An ID looks like", "&lt;b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void anIssuerAndItsBadgesHavePages() {
        var badge = registry.badge(registry.organization("free"));
        var path = "/o/" + badge.organization().slug();

        assertThat(browser.open(path).text()).contains("Academy of Letters", "Bookbinder", path + "/badges/bookbinder");
        assertThat(browser.open(path + "/badges/bookbinder").text())
                .contains("Bookbinder", "Bind three books.", "craft");
        assertThat(browser.open(path + "/badges/nonsense").status()).isEqualTo(404);
        assertThat(browser.open("/o/nobody").status()).isEqualTo(404);
    }

    @Test
    void aWidgetMayStandInAnyPage() {
        var answer =
                browser.open("/api/embed/" + registry.issue(draft().claimed()).shortId());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors *");
        assertThat(answer.text()).contains("Ada Lovelace", "Valid");
        assertThat(browser.open("/api/embed/CRD-00000000").json().path("error").asString())
                .isEqualTo("NOT_FOUND");
    }
}
