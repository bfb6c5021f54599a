package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Image;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What people do on the pages of answers and of confusion. */
@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
@Timeout(180)
class AnswersInBrowserTest {

    private static final String MARKUP = "<img src=x onerror=\"window.broken=1\">";

    @Test
    void anAnswerIsShownWithItsModelsAndNeighbors(RunningPipeline pipeline, Browser browser) {
        AnswersTest.digit(pipeline, "shown", 20, 5);
        var place = AnswersTest.answer(pipeline, "shown");

        browser.open(pipeline.address("/answers/" + place.partition() + "/" + place.offset()));

        browser.find("main h1", "Answer " + place.partition() + "/" + place.offset());
        browser.find("gs-neighbors .answers-tile", "distance");
        browser.until("return document.querySelectorAll('gs-neighbors gs-glyph canvas').length === 3");
        browser.until("return document.querySelectorAll('gs-outputs svg .outputs-bar').length === 20");
        browser.find(".facts", "digits:test:20");
        assertThat(browser.barriers()).isEmpty();
        browser.width(360);
        assertThat(browser.overflow()).isNotPositive();
        browser.requireQuiet(pipeline.console().address());
    }

    @Test
    void textsOfOthersAreShownAndNeverObeyed(RunningPipeline pipeline, Browser browser) {
        var id = MARKUP + "\u202egnp\u0007";
        var images = pipeline.topics().images();
        var pixels = RunningPipeline.DIGITS.test().pixels(0);
        pipeline.send(
                images.name(),
                id,
                images.encode(new Image(id, 28, 28, ByteBuffer.wrap(pixels), 1, Instant.now(), MARKUP, 1)));
        var place = AnswersTest.answer(pipeline, id);

        browser.open(pipeline.address("/answers/" + place.partition() + "/" + place.offset()));

        var shown = browser.text(browser.find(".facts", "<img src=x"));
        assertThat(shown).contains(MARKUP + "\\u202egnp\\u0007").doesNotContain("\u202e", "\u0007");
        browser.find("gs-neighbors .answers-tile");
        browser.open(pipeline.address("/answers?truth=1&search=topic"));
        browser.find(".answers-grid .answers-tile");
        assertThat(browser.driver().findElements(By.cssSelector("main img"))).isEmpty();
        assertThat(browser.run("return window.broken")).isNull();
        browser.requireQuiet(pipeline.console().address());
    }

    @Test
    void wrongAnswersAreChosenAndOneIsOpenedByKeyboard(RunningPipeline pipeline, Browser browser) {
        AnswersTest.digit(pipeline, "to-open", 30, null);
        int said = pipeline.topics()
                .predictions()
                .decode(AnswersTest.answer(pipeline, "to-open").value())
                .getAnswer();
        AnswersTest.digit(pipeline, "to-open-wrong", 30, (said + 1) % 10);
        AnswersTest.answer(pipeline, "to-open-wrong");

        browser.open(pipeline.address("/answers"));
        browser.find("select[name=show]").sendKeys("wrong");
        browser.until("return location.search === '?show=wrong'");
        browser.until("return document.querySelectorAll('.answers-tile').length > 0"
                + " && document.querySelectorAll('.answers-tile:not(.wrong)').length === 0");
        browser.find(".answers-tile").sendKeys(Keys.ENTER);

        browser.until("return /^\\/answers\\/\\d+\\/\\d+$/.test(location.pathname)");
        browser.find(".answers-verdict .bad");
        browser.requireQuiet(pipeline.console().address());
    }

    @Test
    void imagesTakeTheColorsOfTheThemeThatIsChosen(RunningPipeline pipeline, Browser browser) {
        AnswersTest.digit(pipeline, "themed", 20, 5);
        var place = AnswersTest.answer(pipeline, "themed");
        var corner =
                "document.querySelector('.answers-evidence gs-glyph canvas')?.getContext('2d').getImageData(0, 0, 1, 1).data[0]";

        browser.open(pipeline.address("/answers/" + place.partition() + "/" + place.offset()));
        browser.until("return " + corner + " === 0xff");
        browser.find(".foot select").sendKeys("dark");

        browser.until("return " + corner + " === 0x0b");
    }

    @Test
    void aLinkThatMayNotBeCopiedIsShown(RunningPipeline pipeline, Browser browser) {
        AnswersTest.digit(pipeline, "linked", 20, 5);
        var place = AnswersTest.answer(pipeline, "linked");
        var address = pipeline.address("/answers/" + place.partition() + "/" + place.offset());

        browser.open(address);
        browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        browser.find("button", "Copy link").click();

        assertThat(browser.text(browser.find(".answers-link"))).isEqualTo(address);
        browser.until("return getSelection().toString() === '" + address + "'");
    }

    @Test
    void aPlaceWithoutAnAnswerSaysWhatToDo(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/answers/0/99999999"));

        browser.find("[role=alert]", "the partition ends at offset");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void classesWhoseNamesBeginAlikeAreToldApartInTheMatrix(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/confusion"));
        browser.find("svg.matrix");
        browser.run("""
                document.querySelector('gs-matrix').report =
                  { classes: 2, confusion: [3, 1, 0, 4], classNames: ['a rather orange circle', 'a rather orange square'] };""");
        browser.find(".matrix-label", "a rather");

        var labels = browser.driver().findElements(By.cssSelector(".matrix-label"));

        assertThat(labels).hasSize(4).extracting(browser::text).containsOnly("0 a rather or…", "1 a rather or…");
        assertThat(browser.overflow()).isNotPositive();
    }

    @Test
    void arrowsMoveInTheMatrixAndEnterShowsTheImagesOfACell(RunningPipeline pipeline, Browser browser) {
        AnswersTest.digit(pipeline, "cell", 40, null);
        int said = pipeline.topics()
                .predictions()
                .decode(AnswersTest.answer(pipeline, "cell").value())
                .getAnswer();
        int truth = said == 0 ? 1 : said - 1;
        AnswersTest.digit(pipeline, "cell-wrong", 40, truth);
        AnswersTest.answer(pipeline, "cell-wrong");

        browser.open(pipeline.address("/confusion"));
        var matrix = browser.find("svg.matrix");
        for (int row = 0; row < truth; row++) {
            matrix.sendKeys(Keys.ARROW_DOWN);
        }
        for (int column = 0; column < said; column++) {
            matrix.sendKeys(Keys.ARROW_RIGHT);
        }
        browser.find(".matrix-said", truth + " answered as " + said);
        matrix.sendKeys(Keys.ENTER);

        browser.until("return location.pathname === '/answers' && location.search === '?truth=" + truth + "&answer="
                + said + "&version=mlp%401'");
        browser.find(".answers-tile", "is " + truth);
        browser.requireQuiet(pipeline.console().address());
    }
}
