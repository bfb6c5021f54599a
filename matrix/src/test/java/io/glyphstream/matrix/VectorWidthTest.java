package io.glyphstream.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of the kernels at each width of vectors, each in a Java of its own. */
class VectorWidthTest {

    /** Where a machine lacks a width, Java computes such vectors without instructions of their own: slowly, the same bits. */
    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void productsHaveTheSameBitsAtEveryWidth(int bits) throws IOException, InterruptedException {
        String said = run(bits, VectorWidthTest.class.getName());

        assertThat(said).containsPattern("\\b" + bits + " bits: ([1-9]\\d*) of \\1 tests succeeded");
    }

    @Test
    void withoutThePropertyVectorsAreTheWidestThatTheMachineHas() {
        assertThat(System.getProperty(VectorWidth.PROPERTY)).isNull();
        assertThat(VectorWidth.FLOATS.vectorBitSize())
                .isEqualTo(Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -64, 96, 1024})
    void aWidthThatNoKernelHasIsRefused(int bits) {
        assertThatThrownBy(() -> VectorWidth.floats(bits))
                .hasMessage("vectors must have 64, 128, 256 or 512 bits but io.glyphstream.vector.bits was " + bits);
    }

    private static String run(int bits, String main) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-D" + VectorWidth.PROPERTY + "=" + bits,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Runs the tests of the kernels, and prints the width they had and how many of them succeeded. */
    public static void main(String[] arguments) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectClass(FloatMatrixTest.class),
                        selectClass(SparseProductTest.class),
                        selectClass(WindowKernelTest.class),
                        selectClass(WindowProductTest.class))
                .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.out.printf(
                "%d bits: %d of %d tests succeeded%n",
                VectorWidth.FLOATS.vectorBitSize(), summary.getTestsSucceededCount(), summary.getTestsFoundCount());
    }
}
