package io.recoverymesh.correlation.http;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium, driven by a real ChromeDriver, both of Debian; with a profile of its own that goes with it. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String AXE = resource("/axe.min.js");

    private final Path profile;
    private final ChromeDriver driver;
    private final String url;

    private Browser(Path profile, ChromeDriver driver, String url) {
        this.profile = profile;
        this.driver = driver;
        this.url = url;
    }

    /** Where there is none, the test says so loudly and is skipped. */
    static Browser at(String url) {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            String words = "NO BROWSER: the web page is not tested. Expected " + CHROMIUM + " and " + DRIVER
                    + "; install the Debian packages chromium and chromium-driver.";
            System.err.println(words);
            abort(words);
        }
        try {
            Path profile = Files.createTempDirectory("page-browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(CHROMIUM.toFile());
            options.addArguments(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--user-data-dir=" + profile);
            options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(DRIVER.toFile())
                    .usingAnyFreePort()
                    .withSilent(true)
                    .build();
            return new Browser(profile, new ChromeDriver(service, options), url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String view) {
        driver.get(url + "/#/" + view);
        settled();
    }

    /** Until the view has been drawn. */
    void settled() {
        until(
                "a view",
                b -> !b.all("main h1").isEmpty() && b.all("main[aria-busy]").isEmpty());
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement one(String css) {
        return until(css, b -> b.all(css).stream().findFirst().orElse(null));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement button(String text) {
        return until("button " + text, b -> b.all("button").stream()
                .filter(e -> e.getText().strip().equals(text))
                .findFirst()
                .orElse(null));
    }

    /** What is shown may be replaced by what is newer between the look and the click. */
    void click(String css) {
        until("to click " + css, b -> {
            b.one(css).click();
            return true;
        });
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    void sees(String words) {
        until("'" + words + "'", b -> b.text().contains(words) ? true : null);
    }

    void seesNot(String words) {
        until("no more '" + words + "'", b -> b.text().contains(words) ? null : true);
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What axe finds of serious or critical weight in what is shown now, with these options of its own. */
    @SuppressWarnings("unchecked")
    List<String> seriousFindings(String options) {
        driver.executeScript(AXE);
        List<Map<String, Object>> found = (List<Map<String, Object>>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, Object.assign({resultTypes: ['violations']}, %s)).then(result => done(result.violations
                  .filter(v => v.impact === 'serious' || v.impact === 'critical')
                  .map(v => ({id: v.id, nodes: v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | ')}))));
                """.formatted(options));
        return Objects.requireNonNull(found).stream()
                .map(violation -> violation.get("id") + ": " + violation.get("nodes"))
                .toList();
    }

    /** Errors on the console, such as what the content security policy stopped. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().getName().equals("SEVERE"))
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** Addresses of everything that was asked for since the last time. */
    List<String> requests() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** The whole of what is shown, as PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** Until the answer is neither null nor false. */
    <T> T until(String what, Function<Browser, T> question) {
        try {
            return Objects.requireNonNull(Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                    .until(() -> question.apply(this), answer -> answer != null && !Boolean.FALSE.equals(answer)));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Expected " + what + " within " + PATIENCE + ", but the page shows:\n" + text(), e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
