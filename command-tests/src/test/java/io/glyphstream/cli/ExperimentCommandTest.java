package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.experiments.Experiment;
import io.glyphstream.experiments.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies and images as a user sees them. */
final class ExperimentCommandTest {

    @TempDir
    private Path home = Path.of("");

    private Shell shell = new Shell(home);

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void everyStudyIsListed() {
        var result = shell.run("experiment", "list");

        assertThat(result.exitCode()).isEqualTo(0);
        assertThat(result.out())
                .contains(Experiments.all().stream().map(Experiment::name).toList());
    }

    @Test
    void aStudyPrintsEveryRowAndWritesItsReport() throws IOException {
        String data = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(data != null, "skipped: GLYPHSTREAM_DATA names no folder with iris");
        Path out = home.resolve("report");

        var result = shell.run("experiment", "iris-k", "--json", "--data", "" + data, "--out", out.toString());

        var lines = result.out().lines().toList();
        assertThat(lines).hasSize(30);
        var eleventh = new ObjectMapper().readTree(lines.get(11));
        assertThat(eleventh.path("setting").asText()).isEqualTo("k = 12");
        assertThat(eleventh.path("right").asInt()).isEqualTo(147);
        assertThat(eleventh.path("original").asDouble()).isEqualTo(0.98);
        assertThat(Files.readString(out.resolve("report.md"))).contains("| k = 30 |", "](iris-k.png)");
        assertThat(ImageIO.read(out.resolve("iris-k.png").toFile()).getWidth()).isEqualTo(800);
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheStudy() throws IOException {
        Path file = Files.writeString(home.resolve("taken"), "");

        var result = shell.run("experiment", "iris-k", "--cache", home.toString(), "--out", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("cannot be written to " + file, "there is a file of this name", "--out");
        assertThat(result.err()).doesNotContain("iris.csv");
    }

    @Test
    void anImageIsNotWrittenWhereThereIsNoFolder() {
        Path file = home.resolve("missing").resolve("digit.png");

        var result = shell.run("show", "digits:test:0", "--png", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("cannot be written to " + file + ": there is no such file or folder", "--png");
    }

    @Test
    void withoutIrisItIsSaidWhereToPutIt() {
        var result = shell.run("experiment", "iris-k", "--cache", home.toString());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("iris.csv", "--data");
    }

    @Test
    void anImageIsDrawnWithHalfBlocks() {
        var result = shell.run("show", "digits:test:0");

        assertThat(result.exitCode()).isEqualTo(0);
        assertThat(result.out().lines()).hasSize(15);
        assertThat(result.out()).contains("▀").contains("28 x 28, is a ");
    }

    @Test
    void anImageThatWasWrittenIsTheSameWhenRead() {
        Path file = home.resolve("digit.png");
        var written = shell.run("show", "digits:test:0", "--png", file.toString());
        String expected = drawing(shell.run("show", "digits:test:0"));

        var shown = shell.run("show", file.toString(), "--size", "28x28");

        assertThat(written.exitCode()).isEqualTo(0);
        assertThat(drawing(shown)).isEqualTo(expected);
    }

    private static String drawing(Shell.Result result) {
        return result.out()
                .substring(0, result.out().lastIndexOf('\n', result.out().length() - 2));
    }
}
