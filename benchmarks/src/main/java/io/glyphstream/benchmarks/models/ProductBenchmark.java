package io.glyphstream.benchmarks.models;

import io.glyphstream.matrix.FloatMatrix;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
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

/** Matrix products, one thread each: ours, Commons Math (doubles), EJML and OpenBLAS (floats). */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"
        })
public class ProductBenchmark {

    private static final long SEED = 1;

    /** The product as rows x inner x columns. */
    @Param({"600x784x1024", "64x784x500", "64x500x10", "1024x784x500"})
    public String shape = "";

    private ProductFactors factors;
    private BlockRealMatrix commonsLeft;
    private RealMatrix commonsRight;
    private FMatrixRMaj ejmlLeft;
    private FMatrixRMaj ejmlRight;
    private FMatrixRMaj ejmlProduct;
    private OpenBlasProduct openBlas;

    @Setup
    public void setUp() {
        String[] sides = shape.split("x", 3);
        int rows = Integer.parseInt(sides[0]);
        int inner = Integer.parseInt(sides[1]);
        int columns = Integer.parseInt(sides[2]);
        factors = new ProductFactors(new ProductShape(shape, rows, inner, columns, ProductShape.Form.PLAIN), SEED);
        commonsLeft = new BlockRealMatrix(factors.left().getData());
        commonsRight = new BlockRealMatrix(factors.right().getData());
        ejmlLeft = new FMatrixRMaj(rows, inner, true, factors.left().toFloats());
        ejmlRight = new FMatrixRMaj(inner, columns, true, factors.right().toFloats());
        ejmlProduct = new FMatrixRMaj(rows, columns);
        OpenBlasProduct.useThreads(1);
        openBlas = new OpenBlasProduct(factors);
    }

    @TearDown
    public void tearDown() {
        openBlas.close();
    }

    @Benchmark
    public FloatMatrix ours() {
        return factors.multiply();
    }

    @Benchmark
    public RealMatrix commonsMath() {
        return commonsLeft.multiply(commonsRight);
    }

    @Benchmark
    public FMatrixRMaj ejml() {
        return CommonOps_FDRM.mult(ejmlLeft, ejmlRight, ejmlProduct);
    }

    @Benchmark
    public void openBlas() {
        openBlas.multiply();
    }
}
