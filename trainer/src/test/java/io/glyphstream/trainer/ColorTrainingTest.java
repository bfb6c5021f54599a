package io.glyphstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.trainer.report.ReportFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Images whose class is the channel that is bright, and names of classes, from the data set into what is published. */
class ColorTrainingTest {

    private static final List<String> NAMES = List.of("red", "green", "blue");

    static Stream<Arguments> specs() {
        return Stream.of(
                Arguments.of(NeighborSpec.plain(), "nearest-neighbors"),
                Arguments.of(PerceptronSpec.quick(1).with(Map.of("hidden", "16", "epochs", "40")), "perceptron"),
                Arguments.of(NetworkPlan.of(Preset.QUICK, 1).with(Map.of("epochs", "2")), "network"));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyKindLearnsFromImagesInColor(ModelSpec spec, String kind, @TempDir Path folder) throws Exception {
        var model = new ModelTrainer(2, Clock.systemUTC()).train(colors(9, 11, 240), spec, TrainerListener.silent());

        var draft = model.draft("colors", "tester");

        assertThat(model.report().accuracy()).isGreaterThan(0.95);
        assertThat(draft.kind()).isEqualTo(kind);
        assertThat(draft.format()).isEqualTo(2);
        assertThat(draft.input().shape()).isEqualTo(new ClaimedShape(9, 11, 3));
        assertThat(draft.input().names()).isEqualTo(new ClassNames(NAMES));
        assertThat(draft.probes())
                .hasSize(16)
                .allSatisfy(probe -> assertThat(probe.getPixels().remaining()).isEqualTo(9 * 11 * 3));
        ReportFolder.write(folder, model);
        assertThat(Files.readString(folder.resolve("report.md"))).contains("| 1 green |");
    }

    @Test
    void aModelOfAnotherProgramThatTakesColorsIsPublishedAsSuch() {
        var dataset = colors(9, 11, 240);
        var classifier = new ModelTrainer(2, Clock.systemUTC())
                .train(dataset, NeighborSpec.plain(), TrainerListener.silent())
                .classifier();
        var origin = new ForeignModel.Origin("net.onnx", Digests.sha256(new byte[1]), "onnx", Map.of());

        var measured = ForeignModel.of(classifier, origin, dataset, 1, (done, total) -> {});
        var draft = measured.draft("net", new ClassNames(NAMES), "tester");

        assertThat(draft.format()).isEqualTo(2);
        assertThat(draft.input().shape()).isEqualTo(new ClaimedShape(9, 11, 3));
        assertThat(draft.input().names()).isEqualTo(new ClassNames(NAMES));
        assertThat(measured.measured().map(ForeignModel.Measured::classNames)).contains(new ClassNames(NAMES));
        assertThat(ForeignModel.of(classifier, origin)
                        .draft("net", ClassNames.none(), "tester")
                        .probes())
                .hasSize(16)
                .allSatisfy(probe -> assertThat(probe.getPixels().remaining()).isEqualTo(9 * 11 * 3));
    }

    @Test
    void imagesInColorAreNotDeskewed() {
        var spec = NeighborSpec.plain().with(Map.of("preprocessing", "deskew"));

        assertThatThrownBy(() -> ModelTrainer.requireFit(colors(9, 11, 60), spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("preprocessing deskew needs gray images but these are 9 x 11 x 3");
    }

    @Test
    void namesThatNoManifestTakesAreRefusedBeforeTheTraining() {
        var dataset = colors(2, 2, 60).withClassNames(List.of("a", "b", "c".repeat(257)));

        assertThatThrownBy(() -> ModelTrainer.requireFit(dataset, NeighborSpec.plain()))
                .isInstanceOf(DataException.class)
                .hasMessage("colors: the name of class 2 must have at most 256 bytes of UTF-8 but had 257");
    }

    /** A manifest is a record, with a mebibyte at most. */
    @ParameterizedTest
    @CsvSource({"100, 100, 16", "181, 181, 5", "419, 418, 0"})
    void largeImagesHaveFewerProbes(int rows, int columns, int probes) {
        var model = new ModelTrainer(1, Clock.systemUTC())
                .train(colors(rows, columns, 6), NeighborSpec.plain().with(Map.of("k", "1")), TrainerListener.silent());

        assertThat(model.probes()).hasSize(probes);
    }

    private static Dataset colors(int rows, int columns, int count) {
        return new Dataset("colors", draw(rows, columns, count, 1), draw(rows, columns, 60, 2), NAMES);
    }

    private static LabeledImages draw(int rows, int columns, int count, long seed) {
        var random = new Random(seed);
        var shape = new PixelShape(rows, columns, 3);
        var pixels = new byte[count * shape.bytes()];
        var labels = new int[count];
        for (int image = 0; image < count; image++) {
            labels[image] = image % 3;
            for (int at = 0; at < shape.bytes(); at++) {
                int bright = at % 3 == labels[image] ? 140 : 0;
                pixels[image * shape.bytes() + at] = (byte) (bright + random.nextInt(100));
            }
        }
        return new LabeledImages("colors", shape, 3, pixels, labels);
    }
}
