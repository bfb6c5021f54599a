package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

@Tag("browser")
@ExtendWith(ConsoleOnBroker.class)
class ProofPageTest {

    @Test
    void whatIsRightIsVerifiedByKeyboardAndAllWhoLookSeeTheVerdict(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.on(broker, "right.")) {
            browser.open(pipeline.link("/proof"));
            browser.find(".empty", "Nothing has been verified");
            browser.find(".empty code", "./glyphstream verify " + pipeline.options());
            browser.tabTo(browser.find(".proof-form button"));
            browser.press(Keys.ENTER);

            assertThat(browser.text(browser.find("#proof-title"))).isEqualTo("Verified");
            assertThat(browser.text(browser.find(".proof-promises")))
                    .contains("303 images: 300 answered, 3 dead letters, 0 missing.", "600 scores computed again")
                    .doesNotContain("problem", "not checked");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("proof-verified");
            browser.requireQuiet(pipeline.console().address());

            browser.forget();
            browser.open(pipeline.address("/proof"));
            browser.find("#proof-title", "Verified");
            browser.find("main code", "glyphstream verify");
            assertThat(browser.driver().findElements(By.cssSelector(".proof-form")))
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrongIsNamedAndLinked(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.on(broker, "wrong.")) {
            var answers = records(pipeline, pipeline.topics().predictions().name());
            var first = answers.get(0);
            pipeline.send(new ProducerRecord<>(
                    first.topic(), first.partition(), first.timestamp(), first.key(), first.value(), first.headers()));

            browser.open(pipeline.link("/proof"));
            browser.find("select[name=scores] option[value='1000']").click();
            browser.find(".proof-form button").click();

            assertThat(browser.text(browser.find("#proof-title"))).isEqualTo("Not verified");
            var link = browser.find(".proof-problem a", "wrong.predictions-" + first.partition() + " at ");
            assertThat(link.getDomAttribute("href")).matches("/answers/" + first.partition() + "/\\d+");
            assertThat(browser.text(browser.find(".proof-problem h3"))).contains("a record has more than one outcome");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("proof-not-verified");
        }
    }

    @Test
    void whileImagesComeTheNewestAreProvedAndOfAllImagesAllButAccuracy(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.on(broker, "fed.")) {
            var isEnough = new AtomicBoolean();
            var feeding = CompletableFuture.runAsync(() -> {
                for (int run = 0; !isEnough.get(); run++) {
                    pipeline.feed("run-" + run, RunningPipeline.DIGITS.test().range(0, 50));
                }
            });
            browser.open(pipeline.link("/proof"));
            browser.find("select[name=part] option[value=last]").click();
            var number = browser.find("input[name=images]");
            number.clear();
            number.sendKeys("100");
            browser.find(".proof-form button").click();

            assertThat(browser.text(browser.find("#proof-title"))).isEqualTo("Verified");
            assertThat(browser.text(browser.find(".proof-promises")))
                    .contains("100 images: ", " 0 missing.", "200 scores computed again", "not checked")
                    .doesNotContain("problem");
            assertThat(browser.text(browser.find("#proof-part + ul")))
                    .contains("fed.images-0: offsets ", "fed.images-1: offsets ");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("proof-newest");

            browser.find("select[name=part] option[value=all]").click();
            browser.find(".proof-form button").click();

            browser.find("#proof-title", "Verified, but for accuracy");
            assertThat(browser.text(browser.find(".proof-promises")))
                    .contains("Images or labels were coming in", "not checked")
                    .doesNotContain("problem");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("proof-fed");
            isEnough.set(true);
            feeding.join();
        }
    }

    /** Without a processor it waits for commits; it is cancelled meanwhile, and the next one can begin. */
    @Test
    void oneAtATimeRunsAndItCanBeCancelled(EmbeddedBroker broker, Browser browser) {
        try (var pipeline = RunningPipeline.empty(broker, "cancelled.")) {
            pipeline.feed("run", RunningPipeline.DIGITS.test());
            browser.open(pipeline.link("/proof"));
            browser.find(".proof-form button").click();
            browser.find(".proof-cancel");

            assertThat(post(browser, "/api/proof", "{scores: 'all'}")).isEqualTo(409);
            assertThat(browser.barriers()).isEmpty();
            browser.find(".proof-cancel").click();

            browser.find("h2", "Cancelled");
            assertThat(post(browser, "/api/proof", "{scores: 'all'}")).isEqualTo(200);
            assertThat(post(browser, "/api/proof/cancel", "{}")).isEqualTo(200);
        }
    }

    @Test
    void mistakesAreTold(RunningPipeline pipeline, Browser browser) {
        browser.open(pipeline.link("/proof"));

        assertThat(post(browser, "/api/proof", "{scores: 'half'}")).isEqualTo(400);
        assertThat(post(browser, "/api/proof", "{scores: 'all', other: 1}")).isEqualTo(400);
        assertThat(post(browser, "/api/proof", "{scores: 'all', images: 0}")).isEqualTo(400);
        assertThat(post(browser, "/api/proof", "{scores: 'all', images: 'few'}"))
                .isEqualTo(400);
        assertThat(post(browser, "/api/proof", "[]")).isEqualTo(400);
        assertThat(post(browser, "/api/dead-letters/replay", "{dryRun: 'perhaps'}"))
                .isEqualTo(400);
    }

    /** Sends an object as a page does, and returns the status. */
    private static int post(Browser browser, String path, String object) {
        browser.run(
                "fetch('" + path + "', {method: 'POST', body: JSON.stringify(" + object
                        + "), headers: {'Content-Type': 'application/json', Authorization: 'Bearer ' + "
                        + "sessionStorage.getItem('glyphstream-token')}}).then((answer) => { window.answered = answer.status; })");
        browser.until("return window.answered > 0");
        int status = (int) browser.number("return window.answered");
        browser.run("window.answered = 0");
        return status;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(RunningPipeline pipeline, String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        CommittedReader.readRecords(pipeline.cluster(), List.of(topic), records::add, ReadProgress.untold());
        return records;
    }
}
