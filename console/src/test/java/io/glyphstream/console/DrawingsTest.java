package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.console.pages.DrawApi;
import io.glyphstream.console.stream.Drawings;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images that somebody draws, on a real broker with a real processor. */
@ExtendWith(ConsoleOnBroker.class)
@Timeout(120)
final class DrawingsTest {

    private static final int SIDE = 28;

    private static RunningPipeline pipeline;
    private static ConsoleClient client;

    @BeforeAll
    static void start(EmbeddedBroker broker) {
        pipeline = RunningPipeline.on(broker, "drawings.");
        client = ConsoleClient.of(pipeline);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void aDrawingIsAnsweredExactlyOnceByTheStreamAsTheModelsSaid() {
        var drawing = image(SIDE, DigitPainter.drawDigit(7, 5).pixels());

        var scored = client.post("/api/draw/score", drawing).body().path("models");
        var sent = client.post("/api/draw/send", drawing);

        assertThat(sent.code()).isEqualTo(200);
        var id = sent.body().path("imageId").asText();
        assertThat(id).matches("console/\\d{8}T\\d{9}-[0-9a-f]{8}");
        var answers = answers(id);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).getAnswer())
                .isEqualTo(scored.path(0).path("label").asInt())
                .isEqualTo(sent.body().path("answer").path("answer").asInt());
        assertThat(scored.findValuesAsText("name")).containsExactly("mlp@1", "knn@1");
        assertThat(sent.body().path("answerOffset").isNumber()).isTrue();
        assertThat(sent.body().path("totalMillis").asDouble())
                .isGreaterThanOrEqualTo(sent.body().path("sentMillis").asDouble());
        assertThat(sources(id)).containsExactly(DrawApi.SOURCE);
    }

    @Test
    void theAnswerToAnotherImageOfTheSameIdIsNotTaken() {
        var twin = RunningPipeline.image("twin", SIDE, SIDE, null);
        var images = pipeline.topics().images();

        try (var drawings = new Drawings(pipeline.cluster(), pipeline.topics())) {
            drawings.prepare();
            pipeline.send(images.name(), twin.getId(), images.encode(twin));
            var outcome = drawings.send(twin, Duration.ofSeconds(30));

            assertThat(outcome.answer())
                    .hasValueSatisfying(answer ->
                            assertThat(answer.prediction().getInputOffset()).isEqualTo(outcome.offset()));
        }
    }

    @Test
    void theSameDrawingSentTwiceIsTwoImages() {
        var drawing = image(SIDE, DigitPainter.drawDigit(3, 6).pixels());

        var first = client.post("/api/draw/send", drawing).body().path("imageId");
        var second = client.post("/api/draw/send", drawing).body().path("imageId");

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aDrawingThatNoModelTakesComesBackAsADeadLetterWithItsReason() {
        var sent = client.post("/api/draw/send", image(14, new byte[14 * 14]));

        assertThat(sent.body().path("deadLetter").asText()).contains("14 x 14");
        assertThat(sent.body().has("answer")).isFalse();
    }

    @Test
    void whatIsNoImageIsRefusedAndNotSent() {
        long before = pipeline.size(pipeline.topics().images().name());

        var tooFew = client.post("/api/draw/send", image(SIDE, new byte[3]));
        var noPixels = client.post("/api/draw/send", Map.of("rows", SIDE, "columns", SIDE, "channels", 1));
        var noBase64 = client.post(
                "/api/draw/send", Map.of("rows", SIDE, "columns", SIDE, "channels", 1, "pixels", "<script>"));
        var noObject = client.post("/api/draw/send", "[]".getBytes(UTF_8));
        var noJson = client.post("/api/draw/send", "{".getBytes(UTF_8));

        assertThat(List.of(tooFew, noPixels, noBase64, noObject, noJson))
                .extracting(ConsoleClient.Answer::code)
                .containsOnly(400);
        assertThat(tooFew.error()).contains("28 x 28", "3 pixels");
        assertThat(pipeline.size(pipeline.topics().images().name())).isEqualTo(before);
    }

    @Test
    void aPictureBecomesAnImageOfTheChampionsShape() throws IOException {
        var picture = client.post("/api/draw/picture?name=seven.png", png());

        assertThat(picture.code()).isEqualTo(200);
        assertThat(picture.body().path("rows").asInt()).isEqualTo(SIDE);
        assertThat(picture.body().path("columns").asInt()).isEqualTo(SIDE);
        var pixels = Base64.getDecoder().decode(picture.body().path("pixels").asText());
        assertThat(pixels).hasSize(SIDE * SIDE);
        assertThat(pixels).as("ink is bright, paper 0").contains((byte) 0, (byte) 255);
    }

    /** A server that answers and closes while a file is still sent loses its answer, now and then. */
    @RepeatedTest(20)
    void aFileThatIsTooLargeIsToldSo() {
        var large = client.post("/api/draw/picture?name=large.png", new byte[(24 << 20) + 1]);

        assertThat(large.code()).isEqualTo(413);
        assertThat(large.error()).contains("25165825 bytes", "at most 8388608");
    }

    @Test
    void aFileThatIsNoPictureIsRefusedByName() throws IOException {
        var text = client.post("/api/draw/picture?name=notes.txt", "dear diary".getBytes(UTF_8));
        var half = client.post("/api/draw/picture?name=half.png", Arrays.copyOf(png(), 60));

        assertThat(text.code()).isEqualTo(400);
        assertThat(text.error()).contains("notes.txt is not a picture");
        assertThat(half.code()).isEqualTo(400);
        assertThat(half.error()).contains("half.png");
    }

    @Test
    void theCanvasHasTheShapeOfTheChampion() {
        var champion = client.get("/api/draw").body().path("champion");

        assertThat(champion.path("name").asText()).isEqualTo("mlp@1");
        assertThat(champion.path("rows").asInt()).isEqualTo(SIDE);
    }

    private static Map<String, ?> image(int side, byte[] pixels) {
        return Map.of(
                "rows",
                side,
                "columns",
                side,
                "channels",
                1,
                "pixels",
                Base64.getEncoder().encodeToString(pixels));
    }

    /** A white page with a dark stroke. */
    private static byte[] png() throws IOException {
        var page = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        var pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 200, 100);
        pen.setColor(Color.BLACK);
        pen.fillRect(90, 20, 14, 60);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(page, "png", bytes);
        return bytes.toByteArray();
    }

    private static List<Prediction> answers(String id) {
        var found = new ArrayList<Prediction>();
        CommittedReader.read(
                pipeline.cluster(),
                pipeline.topics().predictions(),
                prediction -> {
                    if (prediction.getImageId().equals(id)) {
                        found.add(prediction);
                    }
                },
                ReadProgress.untold());
        return found;
    }

    private static List<String> sources(String id) {
        var found = new ArrayList<Image>();
        CommittedReader.read(
                pipeline.cluster(),
                pipeline.topics().images(),
                image -> {
                    if (image.getId().equals(id)) {
                        found.add(image);
                    }
                },
                ReadProgress.untold());
        return found.stream().map(Image::getSource).toList();
    }
}
