package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.Browser.Theme;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class ModelsPageTest {

    private static final List<Integer> WIDTHS = List.of(1280, 800, 360);

    @Test
    void theLearningCurveOfAVersionIsDrawnAndToldAsATable(RunningPipeline pipeline, Browser browser) {
        for (var theme : Theme.values()) {
            for (int width : WIDTHS) {
                browser.theme(theme).width(width).open(pipeline.address("/models/mlp@2"));
                browser.find("gs-learning-curve h2", "3 epochs, the weights are those of epoch ");
                assertThat(browser.barriers()).isEmpty();
                assertThat(browser.overflow()).isNotPositive();
                browser.run("document.querySelector('gs-learning-curve').scrollIntoView()");
                browser.picture("model-curve-" + theme + "-" + width);
            }
        }
        var curve = browser.find("gs-learning-curve");
        assertThat(curve.findElements(By.cssSelector("svg.models-chart")))
                .extracting(chart -> chart.getDomAttribute("aria-label"))
                .satisfiesExactly(
                        loss -> assertThat(loss)
                                .startsWith("Loss by epoch. training: ")
                                .contains(" in epoch 3."),
                        accuracy -> assertThat(accuracy).startsWith("Accuracy by epoch. training: "));

        browser.tabTo(browser.find("gs-learning-curve summary"));
        browser.press(Keys.ENTER);

        browser.until("return document.querySelector('gs-learning-curve details').open");
        assertThat(curve.findElements(By.cssSelector("tbody tr"))).hasSize(3);
        assertThat(curve.findElements(By.cssSelector("tbody .tag"))).hasSize(1);
        assertThat(browser.barriers()).isEmpty();
        browser.requireQuiet(pipeline.console().address());
    }

    @Test
    void theImagesOnWhichOnlyOneOfTwoIsRightAreShownAndOpenTheirAnswers(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/models/compare/mlp@1/knn@1"));
        browser.tabTo(browser.find(".models-choice button"));
        browser.press(Keys.ENTER);

        browser.find("#models-only-second", "Only knn@1 is right");
        browser.until("return document.querySelectorAll('.models-side gs-glyph').length > 0");
        for (var tile : browser.driver().findElements(By.cssSelector("[aria-labelledby=models-only-second] li a"))) {
            var words = browser.text(tile).trim();
            var truth = words.replaceFirst("^is (\\d).*$", "$1");
            assertThat(words).contains("knn@1: " + truth).doesNotContain("mlp@1: " + truth);
        }
        browser.requireQuiet(pipeline.console().address());
        for (var theme : Theme.values()) {
            for (int width : WIDTHS) {
                browser.theme(theme).width(width);
                assertThat(browser.barriers()).isEmpty();
                assertThat(browser.overflow()).isNotPositive();
                browser.run("document.querySelector('#models-only-second').scrollIntoView()");
                browser.picture("model-sides-" + theme + "-" + width);
            }
        }

        var first = browser.find("[aria-labelledby=models-only-second] li a");
        var said = browser.text(first);
        var place = String.valueOf(first.getDomAttribute("href"));
        browser.tabTo(first);
        browser.press(Keys.ENTER);

        browser.find("gs-answer h1");
        assertThat(browser.driver().getCurrentUrl()).endsWith(place);
        assertThat(browser.text(browser.find("gs-answer", "knn@1")))
                .contains(said.replaceFirst("^ ?is (\\d).*$", "$1"));
    }

    @Test
    void aVersionThatWasFittedInOneGoSaysNothingOfEpochs(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.address("/models/knn@1"));
        browser.find("h2", "Training");

        assertThat(browser.driver().findElements(By.cssSelector("gs-learning-curve")))
                .isEmpty();
    }
}
