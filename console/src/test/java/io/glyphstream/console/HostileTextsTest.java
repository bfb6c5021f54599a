package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** Texts that somebody wrote to a topic to harm those who look: markup, control characters, marks of direction. */
@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class HostileTextsTest {

    private static final String MARKUP =
            "<img class=hostile src=x onerror=\"window.harmed=1\"><script class=hostile>window.harmed=1</script>${window.harmed=1}";
    private static final String HOSTILE = MARKUP + "\u202Egnp.exe\u0007\u001b[31m\u200b";

    /** Characters that nobody sees, but that change what one sees. */
    private static final String INVISIBLE =
            "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]";

    @Test
    void noPageRunsOrHidesWhatTopicsSay(EmbeddedBroker broker, Browser browser) throws IOException {
        try (var pipeline = RunningPipeline.hostile(broker, "hostile.", HOSTILE)) {
            var pages = new ArrayList<>(ConsolePagesTest.pages());
            pages.add("/dead-letters/0/" + lastLetter(pipeline));
            for (int partition = 0; partition < 2; partition++) {
                pages.add("/answers/" + partition + "/0");
            }
            for (var page : pages) {
                browser.open(pipeline.link(page));
                browser.until("return document.querySelectorAll('main .outlet > *').length === 1");
                requireHarmless(browser, page);
            }
        }
    }

    @Test
    void theMarksAreVisibleWhereDeadLettersAreShown(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.hostile(broker, "visible.", HOSTILE)) {
            browser.open(pipeline.link("/dead-letters"));
            var line = browser.text(browser.find(".letters-list li"));
            assertThat(line).contains(MARKUP, "\\u202egnp.exe\\u0007\\u001b[31m\\u200b");
            browser.find(".letters-look").click();
            assertThat(browser.text(browser.find(".letters-result li")))
                    .contains("it is no image but comes from " + MARKUP);
            requireHarmless(browser, "the dry run");

            browser.open(pipeline.link("/dead-letters/0/" + lastLetter(pipeline)));
            for (var place :
                    List.of(".letters-reason", "#letters-facts + dl", ".letters-image dd", ".letters-headers")) {
                assertThat(browser.text(browser.find(place))).as(place).contains(MARKUP, "\\u202e");
            }
            requireHarmless(browser, "a dead letter");
        }
    }

    /** A dead letter of no input is a finding, and its text has what the headers say. */
    @Test
    void theMarksAreVisibleInAVerdict(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.hostile(broker, "verdict.", HOSTILE)) {
            browser.open(pipeline.link("/proof"));
            browser.run("""
                    fetch('/api/proof', {method: 'POST',
                      body: JSON.stringify({scores: 'all', acceptLosses: false, actor: arguments[0]}),
                      headers: {'Content-Type': 'application/json',
                        Authorization: `Bearer ${sessionStorage.getItem('glyphstream-token')}`}});""", HOSTILE);
            browser.find("#proof-title");

            assertThat(browser.text(browser.find(".proof-verdict"))).contains("Started by " + MARKUP, "\\u202e");
            requireHarmless(browser, "a verdict");
        }
    }

    private static void requireHarmless(Browser browser, String page) {
        assertThat(browser.run("return window.harmed === undefined")).as(page).isEqualTo(true);
        assertThat(browser.driver().findElements(By.className("hostile")))
                .as(page)
                .isEmpty();
        assertThat(browser.number("return (document.body.textContent.match(/" + INVISIBLE + "/g) ?? []).length"))
                .as("invisible characters on %s", page)
                .isZero();
        assertThat(browser.errors()).as(page).noneMatch(error -> error.contains("Content Security Policy"));
    }

    private static long lastLetter(RunningPipeline pipeline) {
        var offsets = new ArrayList<Long>();
        CommittedReader.readRecords(
                pipeline.cluster(),
                List.of(pipeline.topics().deadLetters().name()),
                letter -> {
                    if (letter.partition() == 0) {
                        offsets.add(letter.offset());
                    }
                },
                ReadProgress.untold());
        return offsets.get(offsets.size() - 1);
    }
}
