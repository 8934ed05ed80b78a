package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.Unbaker;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=200ms")
class DownloadIT {

    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
            + "<circle cx='4' cy='4' r='4' style='fill:green'/></svg>\n";

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    private Registry.Issued issued(String plan) {
        return registry.issue(registry.draft(registry.badge(registry.organization(plan))));
    }

    @Test
    void theSignedBytesAreServedAsTheyWereSigned() {
        var credential = issued("free");

        var answer = browser.get("/credentials/" + credential.shortId() + "/ob3");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/ld+json");
        assertThat(answer.bytes()).isEqualTo(credential.signedBytes());
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void whoeverHasTheSignedBytesIsNotSentThemAgain() {
        var path = "/credentials/" + issued("free").id() + "/ob3";

        var again = browser.get(path, "If-None-Match", browser.get(path).header("ETag"));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
    }

    @Test
    void theBakedImageHoldsExactlyTheSignedBytes() throws Exception {
        var credential = issued("free");

        var answer = browser.get("/api/credentials/" + credential.shortId() + "/baked");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"bookbinder-" + credential.shortId() + ".png\"");
        assertThat(Unbaker.extract(answer.bytes())).hasValue(credential.signedBytes());
        assertThat(ImageIO.read(new ByteArrayInputStream(answer.bytes())).getWidth())
                .isEqualTo(480);
    }

    @Test
    void thePlateThatTheWorkerCutIsUsed() {
        var organization = registry.organization("free");
        var badge = registry.badge(organization, browserLogo());
        var other = BakingPlate.of(Medal.png());
        registry.execute(
                "insert into baking_plate (image_sha256, head, tail) values (?, ?, ?)",
                badge.imageSha256(),
                other.head(),
                other.tail());
        var credential = registry.issue(registry.draft(badge));

        var answer = browser.get("/api/credentials/" + credential.shortId() + "/baked");

        assertThat(answer.bytes()).isEqualTo(other.bake(credential.signedBytes()));
    }

    /** A code of ours is an image like any other. */
    private byte[] browserLogo() {
        return browser.get("/api/credentials/" + issued("enterprise").shortId() + "/qr")
                .bytes();
    }

    @Test
    void theQrCodeLeadsToThePage() throws Exception {
        var credential = issued("professional");

        var answer = browser.get("/api/credentials/" + credential.id() + "/qr");

        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        assertThat(new QRCodeReader().decode(bitmap).getText())
                .isEqualTo("http://localhost:8080/verify/" + credential.shortId());
    }

    @Test
    void theFreePlanHasNoQrCode() {
        var answer = browser.get("/api/credentials/" + issued("free").shortId() + "/qr");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("message").asString()).isEqualTo("QR codes require Professional plan");
    }

    @Test
    void aGrantedPlanThatHasEndedHasNoQrCode() {
        var badge = registry.badge(registry.organization("enterprise"));
        registry.execute(
                "update organization set subscription_source = 'granted', grant_expires_at = '2020-01-01' where id = ?",
                badge.organization().id());
        var credential = registry.issue(registry.draft(badge));

        assertThat(browser.get("/api/credentials/" + credential.shortId() + "/qr")
                        .status())
                .isEqualTo(403);
        assertThat(browser.get("/api/credentials/" + credential.id() + "/qr").status())
                .isEqualTo(403);
    }

    @Test
    void anImageIsServedForGood() {
        var badge = registry.badge(registry.organization("free"));

        var answer = browser.get("/images/" + badge.imageSha256() + ".png");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(Medal.png());
        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
    }

    @Test
    void anSvgIsServedForGoodAndRunsNothing() {
        var badge = registry.svgBadge(registry.organization("free"), SVG.getBytes(UTF_8));

        var answer = browser.get("/images/" + badge.imageSha256() + ".svg");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(SVG);
        assertThat(answer.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(answer.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'unsafe-inline';")
                .endsWith("sandbox");
    }

    @Test
    void theBakedSvgHoldsExactlyTheSignedBytes() {
        var credential =
                registry.issue(registry.draft(registry.svgBadge(registry.organization("free"), SVG.getBytes(UTF_8))));
        var path = "/api/credentials/" + credential.shortId() + "/baked";

        var byName = browser.get(path + ".svg");
        var byAccept = browser.get(path, "Accept", "image/svg+xml");

        assertThat(byName.status()).isEqualTo(200);
        assertThat(byName.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(byName.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"bookbinder-" + credential.shortId() + ".svg\"");
        assertThat(byName.header("Content-Security-Policy")).endsWith("sandbox");
        assertThat(Unbaker.extract(byName.bytes())).hasValue(credential.signedBytes());
        assertThat(byName.text()).endsWith(SVG.substring(SVG.indexOf("<circle")));
        assertThat(byAccept.bytes()).isEqualTo(byName.bytes());
        assertThat(byAccept.header("Vary")).isEqualTo("Accept");
        assertThat(browser.open("/verify/" + credential.shortId()).text()).contains(path + ".svg");
    }

    /** Firefox asks for pages so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "image/*",
                "image/png",
                "nonsense",
                "text/html,application/xml;q=0.9,image/webp,image/png,image/svg+xml,*/*;q=0.8"
            })
    void aPictureIsAPngUnlessAnSvgIsLikedBetter(String accept) {
        var credential =
                registry.issue(registry.draft(registry.svgBadge(registry.organization("free"), SVG.getBytes(UTF_8))));

        var answer = browser.get("/api/credentials/" + credential.shortId() + "/baked", "Accept", accept);

        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
    }

    @Test
    void aBadgeThatDidNotComeAsAnSvgHasNone() {
        var credential = issued("free");
        var path = "/api/credentials/" + credential.shortId() + "/baked";

        assertThat(browser.get(path, "Accept", "image/svg+xml, image/png;q=0.5").header("Content-Type"))
                .isEqualTo("image/png");
        for (var answer : List.of(browser.get(path + ".svg"), browser.get(path, "Accept", "image/svg+xml"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("message").asString()).contains("did not come as an SVG");
        }
        assertThat(browser.get("/images/" + credential.badge().imageSha256() + ".svg")
                        .status())
                .isEqualTo(404);
        assertThat(browser.open("/verify/" + credential.shortId()).text()).doesNotContain(".svg\" download");
    }

    /** The ingress lets none through; should one get there all the same, it stays there. */
    @Test
    void anSvgThatCouldRunIsNotServed() {
        var hostile = SVG.replace("<circle", "<script>alert(1)</script><circle");
        var badge = registry.svgBadge(registry.organization("free"), hostile.getBytes(UTF_8));
        var credential = registry.issue(registry.draft(badge));

        for (var path : List.of(
                "/images/" + badge.imageSha256() + ".svg", "/api/credentials/" + credential.shortId() + "/baked.svg")) {
            var answer = browser.get(path);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("script");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (var path : new String[] {
            "/images/" + "0".repeat(64) + ".png",
            "/images/nonsense.png",
            "/images/..%2fapplication.properties",
            "/credentials/CRD-00000000/ob3",
            "/api/credentials/CRD-00000000/baked",
            "/api/credentials/nonsense/qr"
        }) {
            assertThat(browser.get(path).status()).as(path).isIn(404, 400);
        }
    }
}
