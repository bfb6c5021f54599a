package io.glyphstream.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.model.Scores;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that others trained and exported answer here as they do in ONNX Runtime.
 *
 * <p>How each wants its pixels is not in its file. It was found by trying: the scale below gives the accuracy below on the
 * 10,000 test images of MNIST, and none of the usual others gives a higher one.
 */
class RealFilesTest {

    private static final PixelScale TORCH = new PixelScale(1 / 255.0, List.of(0.1307), List.of(0.3081));

    /** What is tried. */
    private static final List<PixelScale> SCALES = List.of(
            PixelScale.PLAIN,
            PixelScale.ZERO_TO_ONE,
            new PixelScale(1 / 255.0, List.of(0.5), List.of(0.5)),
            new PixelScale(-1 / 255.0, List.of(-1.0), List.of(1.0)));

    /** Of the ONNX model zoo, by CNTK; its pixels are those of the image. */
    private static final RealFile ZOO = new RealFile("zoo-mnist", PixelScale.PLAIN, 9891, List.of(1L, 1L, 28L, 28L));

    /** By PyTorch, with the usual mean and deviation of MNIST; its batch is fixed at 10. */
    private static final RealFile LENET = new RealFile("torch-lenet5", TORCH, 9913, List.of(10L, 1L, 28L, 28L));

    /** By keras2onnx; its pixels are those of the image, place by place. */
    private static final RealFile KERAS =
            new RealFile("keras-dense", PixelScale.PLAIN, 9804, List.of(1000L, 28L, 28L, 1L));

    /** By PyTorch, trained on pictures of clothes: what it says of digits only has to be the same. */
    private static final RealFile CLOTHES =
            new RealFile("crayfish-ffnn", PixelScale.ZERO_TO_ONE, 691, List.of(1000L, 1L, 784L));

    /** @param right how many test images of MNIST it names rightly */
    private record RealFile(String name, PixelScale scale, int right, List<Long> dimensions) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<RealFile> all() {
        return Stream.of(ZOO, LENET, KERAS, CLOTHES);
    }

    static Stream<RealFile> digits() {
        return Stream.of(ZOO, LENET, KERAS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void allTenThousandImagesAreAnsweredAsOnnxRuntimeAnswersThem(RealFile real)
            throws IOException, InvalidOnnxException, OrtException {
        LabeledImages images = DataFolder.mnist();
        byte[] file = DataFolder.network(real.name);
        ImportedNetwork imported = OnnxImport.read(file, ImportSettings.none().with(real.scale));

        Scores scores = imported.network().score(images.pixels(), images.size());

        long[] dimensions = real.dimensions.stream().mapToLong(Long::longValue).toArray();
        float[] expected;
        try (var oracle = new Oracle(file)) {
            expected = oracle.run(Pixels.scaled(images.pixels(), real.scale), dimensions, imported.output());
        }
        Agreement.of(scores, expected).requireWithin(1e-5);
        assertThat(right(scores, images)).isEqualTo(real.right);
    }

    @ParameterizedTest
    @MethodSource("digits")
    void noOtherScaleOfPixelsIsMoreAccurate(RealFile real) throws IOException, InvalidOnnxException {
        LabeledImages images = DataFolder.mnist();
        byte[] file = DataFolder.network(real.name);

        for (PixelScale scale : SCALES) {
            var network =
                    OnnxImport.read(file, ImportSettings.none().with(scale)).network();

            assertThat(right(network.score(images.pixels(), images.size()), images))
                    .as("%s with %s", real, scale)
                    .isLessThanOrEqualTo(real.right);
        }
    }

    private static int right(Scores scores, LabeledImages images) {
        return (int) IntStream.range(0, images.size())
                .filter(image -> scores.label(image) == images.label(image))
                .count();
    }
}
