package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.EmbeddedBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class DeadLettersPageTest {

    @Test
    void aDeadLetterIsLookedAtMendedAndSentAgainByKeyboard(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.on(broker, "letters.")) {
            browser.open(pipeline.link("/dead-letters"));
            browser.tabTo(browser.find(".letters-list a", "image of 14 x 14"));
            browser.press(Keys.ENTER);

            assertThat(browser.text(browser.find(".letters-repair")))
                    .contains("It would bring it to the champion’s size");
            assertThat(browser.text(browser.find("#letters-facts + dl")))
                    .contains("classify", "letters.images-", "small");
            assertThat(browser.text(browser.find(".hex"))).startsWith("0000 00 ");
            assertThat(browser.driver().findElements(By.cssSelector("gs-glyph canvas")))
                    .extracting(canvas -> canvas.getDomAttribute("width"))
                    .containsExactly("14", "28");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("dead-letter");

            browser.tabTo(browser.find(".page-head a", "All dead letters"));
            browser.press(Keys.ENTER);
            browser.tabTo(browser.find("input[name=resize]"));
            browser.press(Keys.SPACE);
            browser.tabTo(browser.find(".letters-look"));
            browser.press(Keys.ENTER);
            assertThat(browser.text(browser.find(".letters-result")))
                    .contains("1 dead letter can be sent again.", "0 sent before. 2 left.", "--drop-labels");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("dead-letters-dry-run");

            browser.tabTo(browser.find(".letters-send"));
            browser.press(Keys.ENTER);
            browser.find("dialog[open]");
            assertThat(browser.barriers()).isEmpty();
            browser.tabTo(browser.find("dialog button[value=send]"));
            assertThat(pipeline.size(pipeline.topics().predictions().name())).isEqualTo(RunningPipeline.IMAGES);
            browser.press(Keys.ENTER);
            browser.find(".letters-result", "1 dead letter was sent again.");

            pipeline.awaitAnswers(RunningPipeline.IMAGES + 1);
            browser.requireQuiet(pipeline.console().address());
        }
    }

    @Test
    void theLinkFromALetterTicksTheRepairThatItNeedsAndLeadsToTheTop(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/dead-letters")).height(300);
        browser.find(".letters-list a", "image of 14 x 14").click();
        browser.find(".letters-repair a").click();

        browser.find(".letters-look");
        browser.until("return document.querySelector('input[name=resize]').checked"
                + " && !document.querySelector('input[name=dropLabels]').checked");
        browser.until("return scrollY === 0");
    }

    @Test
    void aDryRunSendsNothing(RunningPipeline pipeline, Browser browser) {
        var images = pipeline.size(pipeline.topics().images().name());
        browser.open(pipeline.link("/dead-letters"));
        browser.find("input[name=resize]").click();
        browser.find("input[name=dropLabels]").click();
        browser.find(".letters-look").click();

        assertThat(browser.text(browser.find(".letters-result")))
                .contains("2 dead letters can be sent again.", "1 left");
        assertThat(pipeline.size(pipeline.topics().images().name())).isEqualTo(images);
    }

    @Test
    void aFilterIsInTheAddress(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/dead-letters"));
        var reason = browser.text(browser.find(".letters-list a", "image of 14 x 14"));
        browser.run("""
                const select = document.querySelector('select[name=reason]');
                select.value = arguments[0];
                select.dispatchEvent(new Event('change'));""", reason);
        browser.find("#letters-title", "1 of the newest");
        var address = browser.driver().getCurrentUrl();

        browser.open(String.valueOf(address));

        browser.find("#letters-title", "1 of the newest");
        assertThat(browser.driver().findElements(By.cssSelector(".letters-list li")))
                .hasSize(1);
    }

    @Test
    void whoHasNoTokenCanOnlyLook(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/dead-letters"));

        browser.find("main code", "glyphstream dead-letters replay --dry-run");
        assertThat(browser.driver().findElements(By.cssSelector(".letters-look")))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsSaid(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/dead-letters/0/123456"));

        browser.find("[role=alert]", "there is no dead letter in partition 0 at offset 123456");
    }

    @Test
    void whereThereIsNoneThePageSaysWhatWillBeHereAndNewOnesComeByThemselves(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.empty(broker, "no-letters.")) {
            browser.open(pipeline.link("/dead-letters"));
            browser.find(".empty", "No dead letters");

            pipeline.send(pipeline.topics().deadLetters().name(), "key", new byte[] {1, 2, 3});

            browser.find(".letters-list a", "no processor wrote it");
        }
    }
}
