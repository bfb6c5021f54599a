package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.onnx.ImportSettings;
import io.glyphstream.onnx.Layout;
import io.glyphstream.onnx.PixelScale;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is not in an ONNX file, or may be chosen. */
final class OnnxOptions {

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "ONNX: the value that is the scores, if there is more than one that may be.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--layout",
            paramLabel = "ORDER",
            description = "ONNX: nchw (channel by channel) or nhwc (place by place), if the input does not tell.")
    private Optional<String> layout = Optional.empty();

    @Option(
            names = "--input-scale",
            paramLabel = "NUMBER",
            description = "ONNX: the network's input is (pixel x NUMBER - mean) / deviation. 1 for pixels of 0 to 255. "
                    + "Without it, 1/255; for an input of bytes, 1.")
    private Optional<String> scale = Optional.empty();

    @Option(
            names = "--mean",
            paramLabel = "NUMBER",
            split = ",",
            description = "ONNX: the mean, one for all channels or one for each. Without it, 0.")
    private List<Double> means = List.of();

    @Option(
            names = "--std",
            paramLabel = "NUMBER",
            split = ",",
            description = "ONNX: the standard deviation, in the same way. Without it, 1.")
    private List<Double> deviations = List.of();

    @Option(names = "--softmax", description = "ONNX: make probabilities of scores that are none.")
    private boolean isSoftmax;

    /** Returns whether any of these was given. */
    boolean isGiven() {
        return output.isPresent() || layout.isPresent() || isScaled() || isSoftmax;
    }

    /** Returns whether it was said how pixels become inputs. */
    boolean isScaled() {
        return scale.isPresent() || !means.isEmpty() || !deviations.isEmpty();
    }

    ImportSettings settings() {
        return new ImportSettings(
                output,
                layout.map(typed -> Choice.of("--layout", typed, Layout.class)),
                isScaled() ? Optional.of(Usage.check(this::pixels)) : Optional.empty(),
                isSoftmax ? ImportSettings.Ending.SOFTMAX : ImportSettings.Ending.AS_IT_IS);
    }

    private PixelScale pixels() {
        return new PixelScale(
                scale.map(OnnxOptions::number).orElse(1 / 255.0),
                means.isEmpty() ? List.of(0.0) : means,
                deviations.isEmpty() ? List.of(1.0) : deviations);
    }

    /** Returns a number or a fraction. */
    private static double number(String typed) {
        try {
            int slash = typed.indexOf('/');
            return slash < 0
                    ? Double.parseDouble(typed)
                    : Double.parseDouble(typed.substring(0, slash)) / Double.parseDouble(typed.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--input-scale must be a number or a fraction, such as 1/255, but was " + typed, e);
        }
    }
}
