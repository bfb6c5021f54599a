package io.glyphstream.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rival that users would write: {@code benchmarks/consumer_loop.py}, a consumer's loop in Python, with the same weights. */
final class PythonLoop {

    private static final long MOST_SECONDS_TO_STOP = 10;

    private final String python;
    private final Path script;
    private final Perceptron perceptron;

    /**
     * @param python a program, or its path, that has {@code confluent_kafka} and {@code numpy}
     * @throws IllegalArgumentException if the network is none that the script can score
     */
    PythonLoop(String python, Path script, Perceptron perceptron) {
        if (perceptron.scaling() != InputScaling.ZERO_TO_ONE || perceptron.output() != OutputLayer.SOFTMAX) {
            throw new IllegalArgumentException(
                    "the loop in Python scales to [0, 1] and ends in a softmax, but the perceptron has "
                            + perceptron.scaling() + " and " + perceptron.output());
        }
        this.python = python;
        this.script = script;
        this.perceptron = perceptron;
    }

    /** How the loop makes records of bytes. */
    enum Decoding {
        LIBRARY,
        BY_HAND;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Starts it on the images of the stage; it writes where the copy does. */
    RunningStream start(PipelineStage stage, ProcessorSettings settings, Decoding decoding) {
        try {
            Path weights = Files.createTempFile("glyphstream-bench-", ".weights");
            Files.write(weights, weights());
            List<String> line = new ArrayList<>(List.of(
                    python,
                    script.toString(),
                    "--bootstrap-servers",
                    stage.cluster().bootstrapServers(),
                    "--group",
                    settings.applicationId(),
                    "--images",
                    stage.topics().images().name(),
                    "--predictions",
                    stage.output(Variant.COPY),
                    "--weights",
                    weights.toString(),
                    "--layers",
                    layers(),
                    "--commit-interval",
                    Long.toString(settings.tuning().commitInterval().toMillis())));
            if (decoding == Decoding.BY_HAND) {
                line.add("--by-hand");
            }
            var process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new RunningStream(settings.applicationId(), () -> failure(process), () -> stop(process, weights));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + python + " " + script + ": " + e.getMessage(), e);
        }
    }

    private byte[] weights() {
        int floats = perceptron.layers().stream()
                .mapToInt(layer -> (layer.weights().getRowDimension() + 1)
                        * layer.weights().getColumnDimension())
                .sum();
        var bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Perceptron.Layer layer : perceptron.layers()) {
            for (float weight : FloatMatrix.of(layer.weights()).toFloats()) {
                bytes.putFloat(weight);
            }
            for (double bias : layer.biases().toArray()) {
                bytes.putFloat((float) bias);
            }
        }
        return bytes.array();
    }

    private String layers() {
        List<Perceptron.Layer> layers = perceptron.layers();
        return Stream.concat(
                        Stream.of(layers.get(0).weights().getRowDimension()),
                        layers.stream().map(layer -> layer.weights().getColumnDimension()))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static Optional<String> failure(Process process) {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the loop in Python ended with exit code " + process.exitValue());
    }

    /** It ends with its standard input; if not, by force. */
    private static void stop(Process process, Path weights) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.delete(weights);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the loop in Python", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
