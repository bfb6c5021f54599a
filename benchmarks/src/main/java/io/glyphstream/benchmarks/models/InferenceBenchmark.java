package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import io.glyphstream.model.perceptron.NetworkSettings;
import io.glyphstream.model.perceptron.Perceptron;
import io.glyphstream.model.perceptron.PerceptronTraining;
import io.glyphstream.model.perceptron.TrainingSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Scoring with a trained network of 784-500-10 on drawn digits: ours, from bytes, and ONNX Runtime, from floats. Calls a second. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
public class InferenceBenchmark {

    private static final long SEED = 1;
    private static final int IMAGES = 4096;

    /** Images scored in one call. */
    @Param({"1", "64", "1024"})
    public int batch;

    private Perceptron perceptron;
    private Batches batches;
    private OnnxScoring onnxRuntime;

    @Setup
    public void setUp() {
        Examples digits = DatasetOptions.examples(DigitPainter.draw(IMAGES, SEED));
        perceptron = train(digits);
        batches = new Batches(digits.pixels(), DigitPainter.ROWS * DigitPainter.COLUMNS, batch);
        onnxRuntime = new OnnxScoring(perceptron, batches);
    }

    private static Perceptron train(Examples digits) {
        var settings = new TrainingSettings(
                NetworkSettings.classifier(500),
                Optimizer.Adam.withRate(0.001),
                new LearningRateSchedule.Constant(),
                EpochSettings.of(3, 64),
                Regularization.NONE,
                Augmentation.NONE,
                SEED);
        return new PerceptronTraining(settings, 1, TrainingListener.silent())
                .train(digits, digits.range(0, 0))
                .classifier();
    }

    @TearDown
    public void tearDown() {
        onnxRuntime.close();
    }

    @Benchmark
    public Scores ours() {
        return perceptron.score(batches.next(), batch);
    }

    @Benchmark
    public float[] onnxRuntime() {
        return onnxRuntime.score(batches.turn());
    }
}
