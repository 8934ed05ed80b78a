package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.beans.factory.annotation.Autowired;

/** Hands a badge in as a person does, in a real browser. */
@JudgingVerifier
class LookupFormBrowserIT {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Browser browser;

    @TempDir
    Path folder;

    @RegisterExtension
    final ForeignIssuer other = new ForeignIssuer();

    private ChromeDriver driver;

    @BeforeEach
    void openTheBrowser() throws Exception {
        var chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        boolean installed = chromium.isPresent() && Files.isExecutable(DRIVER);
        assumeTrue(installed, "no browser installed");
        driver = open(chromium);
        driver.get(browser.base() + "/verify-lookup");
    }

    @AfterEach
    void closeTheBrowser() {
        if (driver != null) {
            driver.quit();
        }
    }

    private static ChromeDriver open(Optional<Path> chromium) {
        var options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
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
        options.setPageLoadTimeout(PATIENCE);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private String verdict() {
        return await().atMost(PATIENCE)
                .until(() -> driver.findElements(By.className("verdict")), found -> !found.isEmpty())
                .getFirst()
                .getText();
    }

    private WebElement button() {
        return driver.findElement(By.cssSelector("form.upload button"));
    }

    @Test
    void aChosenFileIsJudged() throws Exception {
        var file = Files.writeString(folder.resolve("badge.json"), other.sign(other.badge("Skipper")));

        driver.findElement(By.id("file")).sendKeys(file.toString());
        button().click();

        assertThat(verdict()).contains("This badge is genuine and valid.");
        assertThat(driver.findElements(By.cssSelector(".checks .holds"))).hasSize(7);
        assertThat(driver.findElement(By.tagName("h1")).getText()).isEqualTo("Skipper");
    }

    @Test
    void aDroppedFileIsJudgedAtOnce() {
        driver.executeScript("""
                const dropped = new DataTransfer();
                dropped.items.add(new File([arguments[0]], "badge.json", {type: "application/json"}));
                document.querySelector("form.upload")
                    .dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
                """, other.sign(other.badge("Skipper")).replace("Steers boats", "Commands fleets"));

        assertThat(verdict()).contains("Do not rely on this badge.");
    }

    @Test
    void pastedTextIsJudged() {
        driver.findElement(By.cssSelector("form.upload summary")).click();
        driver.executeScript(
                "arguments[0].value = arguments[1]",
                driver.findElement(By.id("pasted")),
                other.token(other.badge("Skipper")));
        button().click();

        assertThat(verdict()).contains("This badge is genuine and valid.");
    }
}
