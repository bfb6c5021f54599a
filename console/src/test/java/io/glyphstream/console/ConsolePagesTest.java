package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.Browser.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every page. */
@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class ConsolePagesTest {

    private static final Pattern PAGE = Pattern.compile("path: '(/[a-z-]+)'");
    private static final List<Integer> WIDTHS = List.of(1280, 800, 360);

    /** When there was first something to read on the page itself, in milliseconds since the address was opened. */
    private static final String USEFUL = """
            window.useful = 0;
            new MutationObserver(() => {
              if (!window.useful && document.querySelector('main h1')) {
                requestAnimationFrame(() => { window.useful ||= performance.now(); });
              }
            }).observe(document, { childList: true, subtree: true });
            """;

    /** Returns the paths of all pages, as the console's own script has them. */
    static List<String> pages() throws IOException {
        try (var in = ConsolePagesTest.class.getResourceAsStream("web/app.js")) {
            var script = new String(in.readAllBytes(), UTF_8);
            return PAGE.matcher(script).results().map(found -> found.group(1)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageAsksForNothingElsewhereAndHasNoErrors(String page, RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link(page));
        browser.until("return document.querySelectorAll('main .outlet > *').length === 1");
        browser.picture(page.substring(1));

        browser.requireQuiet(pipeline.console().address());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everybodyCanUseAPageInBothThemes(String page, RunningPipeline pipeline, Browser browser) {
        for (var theme : Theme.values()) {
            browser.theme(theme).open(pipeline.link(page));

            assertThat(browser.barriers()).as("%s in %s", page, theme).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageFitsWindowsOfAnyWidth(String page, RunningPipeline pipeline, Browser browser) {
        for (int width : WIDTHS) {
            browser.width(width).open(pipeline.link(page));

            assertThat(browser.overflow()).as("%s at %s pixels", page, width).isNotPositive();
            assertThat(browser.barriers()).as("%s at %s pixels", page, width).isEmpty();
        }
    }

    /** Tells no more than that: how long it takes depends on the machine. The figures are beside the pictures. */
    @Test
    void thereIsSomethingToReadAsSoonAsAPageIsOpen(RunningPipeline pipeline, Browser browser) throws IOException {
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", USEFUL));
        var times = new ArrayList<String>();
        for (int visit = 0; visit < 5; visit++) {
            browser.open(pipeline.address("/live"));
            browser.until("return window.useful > 0");
            times.add(Math.round(browser.number("return window.useful")) + " ms");
        }

        Files.createDirectories(Browser.SCREENSHOTS);
        Files.writeString(Browser.SCREENSHOTS.resolve("useful-after.txt"), String.join("\n", times) + "\n");
        assertThat(times).hasSize(5);
    }

    @Test
    void theTokenIsInNoAddressOnceAPageIsOpen(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/live"));
        browser.find(".foot", "You may change things.");

        assertThat(browser.driver().getCurrentUrl()).isEqualTo(pipeline.address("/live"));
        assertThat(browser.requests())
                .isNotEmpty()
                .noneMatch(request -> request.contains(
                        pipeline.settings().token().orElseThrow().text()));
    }

    @Test
    void aPageThatIsChosenWhileTheConsoleDoesNotAnswerOpensWhenItDoes(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/answers/0/99999999"));
        browser.find("[role=alert]", "the partition ends at offset");

        browser.disconnect();
        browser.find("nav a[href='/proof']").click();
        browser.find("[role=alert]", "The page Proof could not be loaded.");
        browser.find(".foot", "Connection lost.");
        browser.reconnect();

        browser.find(".proof-lead");
        browser.until("return !document.querySelector('main').textContent.includes('could not be loaded')"
                + " && !document.querySelector('.foot').textContent.includes('Connection lost')");
    }
}
