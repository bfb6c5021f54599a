package io.glyphstream.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.glyphstream.matrix.VectorWidth;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of the distance kernels at each width of vectors, each in a Java of its own. */
class DistanceKernelWidthTest {

    @ParameterizedTest
    @ValueSource(ints = {256, 512})
    void distancesAreExactAtEveryWidthThatTheKernelTakes(int bits) throws IOException, InterruptedException {
        String said = run(bits, DistanceKernelWidthTest.class.getName());

        assertThat(said).containsPattern("\\b" + bits + " bits: ([1-9]\\d*) of \\1 tests succeeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void narrowerVectorsAreLeftToPlainJava(int bits) throws IOException, InterruptedException {
        assertThat(run(bits, Fastest.class.getName())).contains("fastest is DistanceScalarKernel");
        assertThat(run(256, Fastest.class.getName())).contains("fastest is DistanceVectorKernel");
    }

    /** Prints which kernel a classifier would use. */
    static final class Fastest {
        public static void main(String[] arguments) {
            System.out.println(
                    "fastest is " + DistanceKernel.fastest().getClass().getSimpleName());
        }
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
                .selectors(selectClass(DistanceKernelTest.class))
                .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.out.printf(
                "%d bits: %d of %d tests succeeded%n",
                VectorWidth.FLOATS.vectorBitSize(), summary.getTestsSucceededCount(), summary.getTestsFoundCount());
    }
}
