package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.interactions.Actions;

/**
 * Takes the pictures of {@code docs/console.md} from a console that runs. {@code docs/update-pictures} starts the demo and runs
 * this; it is no part of the tests.
 */
@ExtendWith(ConsoleOnBroker.class)
class DocumentPictures {

    private final RunningConsole console = RunningConsole.ofProperties();

    @Test
    void live(Browser browser) {
        browser.height(860).open(console.address("/live"));
        browser.until("return document.querySelectorAll('.uplot canvas').length === 2");
        picture(browser, "live");
    }

    @Test
    void answers(Browser browser) {
        browser.height(860).open(console.address("/answers"));
        browser.until("return document.querySelectorAll('.answers-tile').length > 40");
        picture(browser, "answers");
    }

    @Test
    void answer(Browser browser) {
        browser.height(920).open(console.address("/answers?show=wrong"));
        browser.find(".answers-tile.wrong").click();
        browser.until("return document.querySelectorAll('gs-neighbors gs-glyph canvas').length >= 3");
        browser.until("return document.querySelectorAll('gs-outputs svg .outputs-bar').length >= 10");
        picture(browser, "answer");
    }

    @Test
    void confusion(Browser browser) {
        browser.height(820).open(console.address("/confusion"));
        browser.until("return document.querySelectorAll('main svg').length > 0");
        picture(browser, "confusion");
    }

    @Test
    void draw(Browser browser) {
        browser.height(820).open(console.link("/draw"));
        var canvas = browser.find("gs-canvas canvas");
        browser.until("return document.querySelector('gs-canvas canvas').width > 1");
        int side = canvas.getSize().getWidth();
        // A seven: a stroke to the right, and one down to the left. Coordinates count from the middle.
        new Actions(browser.driver())
                .moveToElement(canvas, -side / 4, -side / 4)
                .clickAndHold()
                .moveByOffset(side / 2, 0)
                .moveByOffset(-side / 8, side / 4)
                .moveByOffset(-side / 8, side / 4)
                .release()
                .perform();
        browser.find("main button", "Send").click();
        browser.find(".draw-answer", "The stream answers");
        picture(browser, "draw");
    }

    @Test
    void models(Browser browser) {
        browser.height(820).open(console.address("/models"));
        browser.until("return document.querySelectorAll('main table tbody tr').length >= 3");
        picture(browser, "models");
    }

    @Test
    void deadLetters(Browser browser) {
        sendWhatCannotBeAnswered();
        browser.open(console.link("/dead-letters"));
        browser.find(".letters-list a", "image of 14 x 14").click();
        browser.until("return document.querySelectorAll('gs-glyph canvas').length === 2");
        picture(browser, "dead-letters");
    }

    @Test
    void proof(Browser browser) {
        browser.open(console.link("/proof"));
        browser.find(".proof-form button").click();
        browser.find("#proof-title");
        picture(browser, "proof");
    }

    private static void picture(Browser browser, String page) {
        browser.until("return document.fonts.status === 'loaded'");
        browser.picture("console-" + page);
    }

    /** Sends an image that no model in service takes, and bytes that are none. */
    private void sendWhatCannotBeAnswered() {
        var cluster = new KafkaCluster(console.bootstrapServers(), Map.of());
        var images = new Topics("glyphstream.", SchemaIds.fixed()).images();
        var none = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.clientSettings(Map.of(), Map.of()), none, none)) {
            producer.send(new ProducerRecord<>(images.name(), "text".getBytes(UTF_8), "no image".getBytes(UTF_8)))
                    .get();
            var small = RunningPipeline.image("small", 14, 14, null);
            producer.send(new ProducerRecord<>(images.name(), "small".getBytes(UTF_8), images.encode(small)))
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("not sent", failed);
        }
    }
}
