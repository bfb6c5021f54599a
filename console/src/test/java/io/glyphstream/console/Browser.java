package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium with an empty profile, as a person who has just begun. {@link ConsoleOnBroker} gives it to tests.
 *
 * <p>Nothing here waits for a time: what is asked for is waited for until it is there, at most {@link #PATIENCE}.
 */
public final class Browser implements AutoCloseable {

    /** So long something may take until the page is taken to be broken. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Chromium without its windows draws the same pages with three quarters of the processor time. */
    private static final List<Path> BINARIES =
            List.of(Path.of("/usr/lib/chromium/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    /** Where pictures of pages are put. */
    static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int MOST_TABS = 100;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** What colors a page has. */
    enum Theme {
        LIGHT,
        DARK
    }

    /** Returns whether there is a browser on this machine. */
    static boolean isInstalled() {
        return binary().isPresent() && Files.isExecutable(DRIVER);
    }

    private static Optional<Path> binary() {
        return BINARIES.stream().filter(Files::isExecutable).findFirst();
    }

    /** Starts one. */
    static Browser start() {
        var options = new ChromeOptions();
        options.setBinary(binary().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Returns Selenium's view of it, for what this class does not offer. */
    ChromeDriver driver() {
        return driver;
    }

    /** Forgets all that pages have kept, the token too, and all that was logged, and has a window of the usual size. */
    void forget() {
        driver.get("about:blank");
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "local_storage,session_storage"));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        // The token of a session is kept for the tab.
        var former = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        var fresh = driver.getWindowHandle();
        driver.switchTo().window(former).close();
        driver.switchTo().window(fresh);
        size(WIDTH, HEIGHT);
        theme(Theme.LIGHT);
        reconnect();
        forgetLogs();
    }

    /** Forgets the errors and requests so far. */
    void forgetLogs() {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
    }

    /** Opens an address, and returns when the page has a heading. */
    Browser open(String address) {
        driver.get(address);
        find("main h1");
        return this;
    }

    /** Makes the window so wide, in pixels. */
    Browser width(int pixels) {
        return size(pixels, HEIGHT);
    }

    /** Makes a wide window so high, in pixels. */
    Browser height(int pixels) {
        return size(WIDTH, pixels);
    }

    /** Has the colors of a theme, as the system of the user asks for them. */
    Browser theme(Theme theme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", theme == Theme.DARK ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
        return this;
    }

    /** Cuts the connection. Nothing comes from the browser's cache either. */
    void disconnect() {
        driver.executeCdpCommand("Network.enable", Map.of());
        network(Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    /** Gives the connection back. */
    void reconnect() {
        network(Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", false));
    }

    private void network(Map<String, Object> conditions) {
        driver.executeCdpCommand("Network.emulateNetworkConditions", conditions);
    }

    /** Waits for an element and returns it. */
    WebElement find(String css) {
        return await(() -> driver.findElements(By.cssSelector(css)).stream().findFirst(), "an element " + css);
    }

    /** Waits for an element that has this text, white space aside, and returns it. */
    WebElement find(String css, String text) {
        return await(
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(element -> text(element).contains(text))
                        .findFirst(),
                "an element " + css + " with " + text);
    }

    /** Waits until a script returns something that is true. */
    void until(String script) {
        await(
                () -> Optional.ofNullable(driver.executeScript(script)).filter(Boolean.TRUE::equals),
                "true from " + script);
    }

    /** Presses keys, as a person without a mouse does. */
    Browser press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Presses the tabulator until this element has the focus; fails if it never does. */
    WebElement tabTo(WebElement wanted) {
        for (int presses = 0; presses < MOST_TABS; presses++) {
            if (driver.switchTo().activeElement().equals(wanted)) {
                return wanted;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the tabulator does not come to " + wanted.getDomProperty("outerHTML"));
    }

    /** Returns what a script returns. */
    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Returns the text of an element with simple spaces. */
    String text(WebElement element) {
        return String.valueOf(driver.executeScript("return arguments[0].textContent", element))
                .replaceAll("\\s+", " ")
                .trim();
    }

    /** Returns the errors of the page's console since this was asked last. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Returns the addresses that were asked for since this was asked last, those of the network alone. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> tree(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
                .map(message ->
                        message.path("params").path("request").path("url").asText())
                .filter(address -> !address.startsWith("data:") && !address.startsWith("blob:"))
                .filter(address -> !address.startsWith("about:") && !address.startsWith("chrome:"))
                .toList();
    }

    /** Returns what hinders people on this page, by the rules of axe: the rule, and the elements. */
    List<String> barriers() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream().map(Browser::text).toList();
    }

    /** Returns by how many pixels the page is wider than the window. */
    long overflow() {
        return Math.round(number("return document.documentElement.scrollWidth - innerWidth"));
    }

    /** Returns the number that a script returns. */
    double number(String script) {
        return ((Number) Objects.requireNonNull(driver.executeScript(script), script)).doubleValue();
    }

    /** Keeps a picture of the window in {@code target/screenshots}. */
    void picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the picture " + name, failed);
        }
    }

    /** Fails if the page has told of an error, or has asked for anything but the console. */
    void requireQuiet(String address) {
        assertThat(errors()).isEmpty();
        assertThat(requests()).allSatisfy(request -> assertThat(request).startsWith(address));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private Browser size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    private <T> T await(Supplier<Optional<T>> look, String what) {
        return Awaitility.await("waited for " + what)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(look::get, Optional::isPresent)
                .orElseThrow();
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(json, impossible);
        }
    }

    private static String text(Rule rule) {
        var elements =
                rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
        return rule.getId() + ": " + rule.getHelp() + " " + elements;
    }
}
