package io.glyphstream.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Measures how long the pages of a running console take to answer a click, and how much memory the tab holds, while images
 * stream. {@code benchmarks/console-load} runs it; it is no part of the tests.
 */
@ExtendWith(ConsoleOnBroker.class)
class ClicksUnderLoad {

    private static final List<String> PAGES =
            List.of("answers", "confusion", "draw", "models", "dead-letters", "proof", "live");

    /** Clicks on a link, and returns after how many milliseconds its page has painted a heading of its own. */
    private static final String CLICK = """
            const [page, done] = arguments;
            const start = performance.now();
            document.querySelector(`nav a[href='/${page}']`).click();
            const look = () => document.querySelector(`main gs-${page} h1`)
              ? done(performance.now() - start) : requestAnimationFrame(look);
            requestAnimationFrame(look);
            """;

    private final RunningConsole console = RunningConsole.ofProperties();

    @Test
    void clicks(Browser browser) throws IOException, InterruptedException {
        var clock = Clock.systemUTC();
        var end = clock.instant().plus(Duration.ofSeconds(Long.getLong("console.seconds", 600)));
        var lines = Browser.SCREENSHOTS.resolveSibling("clicks-under-load.txt");
        Files.deleteIfExists(lines);
        browser.open(console.address("/live"));
        tell(lines, "the browser clicks once a second");
        var all = new Histogram(3);
        while (clock.instant().isBefore(end)) {
            var minute = new Histogram(3);
            var next = clock.instant().plusSeconds(60);
            while (clock.instant().isBefore(next) && clock.instant().isBefore(end)) {
                for (var page : PAGES) {
                    minute.recordValue(click(browser, page));
                    browser.forgetLogs();
                    Thread.sleep(1_000);
                }
            }
            all.add(minute);
            tell(lines, text(minute) + ", tab holds " + (heap(browser) >> 10) + " KiB");
        }
        tell(lines, "in all: " + text(all));
    }

    private static long click(Browser browser, String page) {
        var millis = requireNonNull(browser.driver().executeAsyncScript(CLICK, page));
        return Math.round(((Number) millis).doubleValue());
    }

    /** Returns the bytes that the tab's scripts hold after a garbage collection. */
    private static long heap(Browser browser) {
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return ((Number) requireNonNull(browser.driver()
                        .executeCdpCommand("Runtime.getHeapUsage", Map.of())
                        .get("usedSize")))
                .longValue();
    }

    private static String text(Histogram millis) {
        return "%d clicks, median %d ms, 99 %% %d ms, longest %d ms"
                .formatted(
                        millis.getTotalCount(),
                        millis.getValueAtPercentile(50),
                        millis.getValueAtPercentile(99),
                        millis.getMaxValue());
    }

    private static void tell(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
