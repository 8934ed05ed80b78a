package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page that a recipient shows around, in a real browser. */
class VerifyPageIT {

    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @Test
    void aPersonReadsWhoseCredentialItIsAndThatItIsValid() throws Exception {
        var browser = BROWSERS.stream().filter(Files::exists).findFirst();
        boolean installed = browser.isPresent() && Files.exists(DRIVER);
        if (!installed) {
            System.err.println(
                    "SKIPPED: the pages are not seen by a browser; install chromium and chromium-driver (.ci/run does).");
        }
        assumeTrue(installed, "no browser installed");
        var laurel = Laurel.running();
        var issued = laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Ada <Lovelace> & Łucja", "ada@page.example.com");
        var driver = open(browser);
        try {
            driver.get(laurel.uri("/verify/" + issued.get("credentialId").asString())
                    .toString());

            var page = driver.findElement(By.tagName("body")).getText();
            assertThat(page)
                    .contains("Ada <Lovelace> & Łucja")
                    .contains("First Aid Responder")
                    .contains("Aurelia Academy");
            assertThat(page).containsIgnoringCase("valid");
            var images = driver.findElements(By.tagName("img"));
            assertThat(images)
                    .isNotEmpty()
                    .allSatisfy(image -> assertThat(driver.executeScript("return arguments[0].naturalWidth", image))
                            .isNotEqualTo(0L));
        } finally {
            driver.quit();
        }
    }

    private static ChromeDriver open(Optional<Path> browser) {
        var options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage");
        options.setPageLoadTimeout(Duration.ofSeconds(30));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }
}
