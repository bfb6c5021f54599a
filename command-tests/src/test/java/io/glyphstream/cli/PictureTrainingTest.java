package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.glyphstream.cli.command.Interruption;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.ShapePainter;
import io.glyphstream.datasets.pictures.PictureCollection;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PicturePreprocessing;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import io.glyphstream.datasets.pictures.ReadingListener;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a folder of pictures to a model and its answers, on a broker. */
@Timeout(240)
final class PictureTrainingTest extends CommandsOnBroker {

    private static final int PICTURES = 80;

    /** What {@code --size 20x24 --color --fit crop} says. */
    private static final PictureConversion CROPPED =
            new PictureConversion(20, 24, new PicturePreprocessing(Colors.RGB, Polarity.AS_IS, Fit.CROP, false));

    PictureTrainingTest() {
        super(1);
    }

    @Test
    void theManifestSaysHowPicturesBecomeImagesAndWhatTheClassesAreCalled() throws IOException {
        train(shapes(), "--size", "20x24", "--color", "--fit", "crop");

        ModelManifest manifest = manifest();

        assertThat(manifest.getClassNames()).isEqualTo(ShapePainter.CLASS_NAMES);
        assertThat(List.of(manifest.getRows(), manifest.getColumns(), manifest.getChannels()))
                .containsExactly(20, 24, 3);
        assertThat(manifest.getPreprocessing()).isEqualTo(new Preprocessing("rgb", "as-is", "crop", false));
        assertThat(manifest.getTraining().getDataset()).isEqualTo("shapes");
    }

    @Test
    void whatIsSentAndPredictedHasTheBytesThatWereLearnedFrom() throws IOException {
        Path shapes = shapes();
        train(
                shapes,
                "--size",
                "20x24",
                "--color",
                "--fit",
                "crop",
                "--snapshot",
                home.resolve("s.model").toString());
        Map<String, Integer> learned = labelsByPixels(PictureCollection.inspect(shapes, 1, ReadingListener.silent())
                .read(CROPPED)
                .dataset());

        ok("produce", shapes.toString(), "--for", "knn@1");

        var sent = new TreeMap<String, Integer>();
        for (Image image : sentImages()) {
            assertThat(image.getChannels()).isEqualTo(3);
            sent.put(HexFormat.of().formatHex(image.getPixels().array()), image.getLabel());
        }
        assertThat(sent).hasSize(PICTURES).isEqualTo(learned);
        Path picture = shapes.resolve("orange-square").resolve(firstOf(shapes.resolve("orange-square")));
        // With k = 1 the nearest neighbor of a picture that was learned from is itself: all other bytes would answer
        // less surely.
        JsonNode byModel = json("predict", picture.toString(), "--model", "knn", "--json");
        JsonNode byFile = json(
                "predict",
                picture.toString(),
                "--snapshot",
                home.resolve("s.model").toString(),
                "--json");
        assertThat(byModel.get("label").asInt()).isEqualTo(3);
        assertThat(byModel.get("className").asText()).isEqualTo("orange-square");
        assertThat(byFile.get("outputs")).isEqualTo(byModel.get("outputs"));
        assertThat(byFile.get("className").asText()).isEqualTo("orange-square");
    }

    @Test
    void compareCountsAnswersToColorImagesAndKnowsThatAGrayModelScoredNone() throws Exception {
        Path shapes = shapes();
        train(shapes, "--size", "20x24", "--color");
        train(shapes, "--size", "20x24", "--color", "--references", "6", "--promote", "never");
        train(shapes, "--size", "20x24", "--name", "gray", "--promote", "never");
        ok("models", "shadow", "knn@2");
        ok("models", "shadow", "gray@1");
        var interruption = new Interruption();
        var processing = ThreadPerTask.start(() -> shell.run(interruption, "process", "--http-port", "-1"));

        ok("produce", shapes.toString(), "--for", "champion");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> json("models", "show", "knn@2", "--json")
                                .at("/live/seen")
                                .asInt()
                        == PICTURES);

        var compared = json("models", "compare", "knn@1", "knn@2", "--json");
        assertThat(compared.get("labelled").asInt()).isEqualTo(PICTURES);
        assertThat(sum(compared, "firstCorrect")).isEqualTo(right(1)).isGreaterThan(right(2));
        assertThat(sum(compared, "secondCorrect")).isEqualTo(right(2));
        assertThat(compared.get("classes"))
                .extracting(one -> one.get("className").asText())
                .containsExactlyElementsOf(ShapePainter.CLASS_NAMES);
        assertThat(shell.run("models", "compare", "knn@1", "gray@1").err())
                .contains("no image was scored by both knn@1 and gray@1");
        interruption.request();
        processing.get();
    }

    private static int sum(JsonNode compared, String count) {
        return compared.get("classes").findValues(count).stream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    /** Returns how many of the images that were sent a version of knn answers rightly, asked outside of the stream. */
    private int right(int version) throws InvalidModelException, InvalidSnapshotException {
        try (var catalog = new ModelCatalog(cluster(), topics)) {
            var manifest = catalog.find("knn", version).orElseThrow();
            var classifier = Snapshots.read(catalog.snapshot(manifest));
            return (int) sentImages().stream()
                    .filter(image -> classifier.score(Images.pixels(image), 1).label(0) == image.getLabel())
                    .count();
        }
    }

    @Test
    void whatContradictsTheManifestIsRefusedWithBothValues() throws IOException {
        Path shapes = shapes();
        train(shapes, "--size", "20x24", "--color", "--fit", "crop");

        for (String[] typed : new String[][] {
            {"--size 20x24", "--size", "24x20"},
            {"--fit crop", "--fit", "contain"},
            {"--polarity as-is", "--polarity", "automatic"},
            {"no centering", "--center"}
        }) {
            for (String[] command : new String[][] {
                {"predict", shapes.toString(), "--model", "knn@1"}, {"produce", shapes.toString(), "--for", "knn@1"}
            }) {
                var line = new ArrayList<>(List.of(command));
                line.addAll(List.of(typed).subList(1, typed.length));
                var result = shell.run(line.toArray(String[]::new));
                assertThat(result.err())
                        .contains(
                                "knn@1",
                                typed[0] + ", but there was "
                                        + String.join(" ", List.of(typed).subList(1, typed.length)));
                assertThat(result.exitCode()).isEqualTo(2);
            }
        }
        ok("produce", shapes.toString(), "--for", "champion", "--size", "20x24", "--color", "--count", "1");
    }

    @Test
    void aSubfolderThatIsNoClassOfTheModelIsRefused() throws IOException {
        Path shapes = shapes();
        train(shapes, "--size", "8x8");
        Path others = Files.createDirectories(home.resolve("others"));
        Files.move(shapes.resolve("orange-square"), others.resolve("orange-square"));
        Files.move(shapes.resolve("blue-circle"), others.resolve("green-circle"));

        var refused = shell.run("produce", others.toString(), "--for", "knn");

        assertThat(refused.err())
                .contains("classes are, " + String.join(", ", ShapePainter.CLASS_NAMES) + ", but found green-circle");
        assertThat(refused.exitCode()).isEqualTo(4);
        ok("produce", others.toString(), "--for", "knn", "--leave-out", "green-circle");
        assertThat(sentImages()).isNotEmpty().allMatch(image -> image.getLabel() == 3);
    }

    @Test
    void aModelOfPicturesIsMadeAgainFromTheSamePicturesAlone() throws IOException {
        Path shapes = shapes();
        train(shapes, "--size", "20x24", "--color", "--fit", "crop");

        assertThat(ok("train", "--again", "knn@1", "--data", home.toString())).contains("knn@1: the same again");
        assertThat(ok("train", "--again", "knn@1", "--data", shapes.toString())).contains("knn@1: the same again");

        Files.delete(shapes.resolve("blue-circle").resolve(firstOf(shapes.resolve("blue-circle"))));
        draw(shapes, 5, 9);
        var another = shell.run("train", "--again", "knn@1", "--data", home.toString());
        assertThat(another.err()).contains("but knn@1 was trained on those with");
        assertThat(another.exitCode()).isEqualTo(4);
        var gone = shell.run(
                "train", "--again", "knn@1", "--data", home.resolve("nowhere").toString());
        assertThat(gone.err()).contains("the data set shapes is a folder of pictures that was not found");
        assertThat(gone.exitCode()).isEqualTo(4);
    }

    private void train(Path shapes, String... more) {
        var line = new ArrayList<>(List.of("train", "knn", "--k", "1", "--dataset", shapes.toString()));
        line.addAll(List.of(more));
        ok(line.toArray(String[]::new));
    }

    private Path shapes() throws IOException {
        Path shapes = home.resolve("shapes");
        draw(shapes, PICTURES, 1);
        return shapes;
    }

    private static void draw(Path folder, int count, long seed) throws IOException {
        LabeledImages images = ShapePainter.draw("shapes", count, seed);
        for (int i = 0; i < count; i++) {
            var picture = new BufferedImage(ShapePainter.SIDE, ShapePainter.SIDE, BufferedImage.TYPE_INT_RGB);
            byte[] pixels = images.pixels(i);
            for (int k = 0; k < pixels.length; k++) {
                int pixel = k / 3;
                picture.getRaster()
                        .setSample(pixel % ShapePainter.SIDE, pixel / ShapePainter.SIDE, k % 3, pixels[k] & 0xff);
            }
            Path target = Files.createDirectories(folder.resolve(ShapePainter.CLASS_NAMES.get(images.label(i))));
            ImageIO.write(
                    picture, "png", target.resolve(seed + "-" + i + ".png").toFile());
        }
    }

    private static String firstOf(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static Map<String, Integer> labelsByPixels(Dataset dataset) {
        var labels = new TreeMap<String, Integer>();
        for (LabeledImages part : List.of(dataset.training(), dataset.test())) {
            IntStream.range(0, part.size())
                    .forEach(i -> labels.put(HexFormat.of().formatHex(part.pixels(i)), part.label(i)));
        }
        return labels;
    }

    private ModelManifest manifest() {
        try (var catalog = new ModelCatalog(cluster(), topics)) {
            return catalog.find("knn", 1).orElseThrow();
        }
    }

    private List<Image> sentImages() {
        var partition = new TopicPartition(topics.images().name(), 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster().bootstrapServers());
        var images = new ArrayList<Image>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(sent -> images.add(topics.images().decode(sent.value())));
            }
        }
        return images;
    }
}
