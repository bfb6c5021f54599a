package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.Examples;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Neighbors;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The five nearest of 60,000 drawn digits: the index, for single images and batches, and the plain scan. Calls a second. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
public class NeighborBenchmark {

    private static final long REFERENCE_SEED = 1;
    private static final long QUERY_SEED = 2;
    private static final int REFERENCES = 60_000;
    private static final int QUERIES = 2048;
    private static final int K = 5;

    private NearestNeighbors index;
    private PlainScan scan;
    private Batches singles;
    private Batches batchesOf64;
    private Batches batchesOf1024;

    @Setup
    public void setUp() {
        int area = DigitPainter.ROWS * DigitPainter.COLUMNS;
        Examples references = DatasetOptions.examples(DigitPainter.draw(REFERENCES, REFERENCE_SEED));
        byte[] queries = DigitPainter.draw(QUERIES, QUERY_SEED).pixels();
        index = NearestNeighbors.fit(references, new NeighborSettings(K, Weighting.UNIFORM, Preprocessing.NONE));
        scan = new PlainScan(references.pixels(), area);
        singles = new Batches(queries, area, 1);
        batchesOf64 = new Batches(queries, area, 64);
        batchesOf1024 = new Batches(queries, area, 1024);
    }

    @Benchmark
    public Neighbors single() {
        return index.search(singles.next(), 1, K);
    }

    @Benchmark
    public Neighbors batchOf64() {
        return index.search(batchesOf64.next(), 64, K);
    }

    @Benchmark
    public Neighbors batchOf1024() {
        return index.search(batchesOf1024.next(), 1024, K);
    }

    @Benchmark
    public int[] plainScan() {
        return scan.search(singles.next(), K);
    }
}
