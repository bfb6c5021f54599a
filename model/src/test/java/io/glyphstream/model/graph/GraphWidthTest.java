package io.glyphstream.model.graph;

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

/** Runs the tests of operations at each width of vectors, each in a Java of its own. */
class GraphWidthTest {

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void operationsHaveTheSameBitsAtEveryWidth(int bits) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-D" + VectorWidth.PROPERTY + "=" + bits,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GraphWidthTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("\\b" + bits + " bits: ([1-9]\\d*) of \\1 tests succeeded");
    }

    /** Runs the tests of operations, and prints the width they had and how many of them succeeded. */
    public static void main(String[] arguments) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(StepsTest.class))
                .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.out.printf(
                "%d bits: %d of %d tests succeeded%n",
                VectorWidth.FLOATS.vectorBitSize(), summary.getTestsSucceededCount(), summary.getTestsFoundCount());
    }
}
