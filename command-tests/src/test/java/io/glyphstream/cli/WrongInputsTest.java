package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.terminal.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong options, environments and files: each is answered with the right exit code, the value, and no name of a class. */
final class WrongInputsTest {

    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsValue(String typed, int exitCode, String named) throws IOException {
        prepareFiles();

        var result = new Shell(home).run(typed.replace("HOME", home.toString()).split(" ", -1));

        assertThat(result.err())
                .contains(named.replace("HOME", home.toString()))
                .startsWith("glyphstream: ")
                .doesNotContain("unexpected")
                .doesNotContainPattern("Exception|Error\\b|java\\.|org\\.apache|io\\.glyphstream");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    /** One a line: what is typed, the exit code, what the message has. */
    static List<Object[]> mistakes() throws IOException {
        try (InputStream table = WrongInputsTest.class.getResourceAsStream("wrong-inputs.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*\\|\\s*", 3))
                    .map(cells -> new Object[] {cells[0], Integer.valueOf(cells[1]), cells[2]})
                    .toList();
        }
    }

    @Test
    void everyCommandIsInTheTable() throws IOException {
        var typed = mistakes().stream().map(row -> row[0].toString()).toList();

        assertThat(MistakesTest.commands()
                        .filter(command -> !MistakesTest.GROUPS.contains(command))
                        .filter(command -> typed.stream().noneMatch(line -> (line + " ").startsWith(command + " "))))
                .isEmpty();
    }

    @Test
    void aWrongValueOfTheEnvironmentIsNamedWithItsVariable() {
        var result = new Shell(home).with("GLYPHSTREAM_RATE", "fast").run("produce", "digits");

        assertThat(result.err()).contains("'fast'", "(from GLYPHSTREAM_RATE)").doesNotContain("Exception");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void fullMemoryIsNamedWithTheOptionForMore() {
        var bytes = new java.io.ByteArrayOutputStream();
        var failures = new Failures(new Output(bytes), java.util.Optional.empty());

        var exitCode = failures.report(new OutOfMemoryError("Java heap space"));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("MiB is full", "-Xmx");
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aFullDiskIsNamed() {
        var bytes = new java.io.ByteArrayOutputStream();
        var failures = new Failures(new Output(bytes), java.util.Optional.empty());

        failures.report(new java.io.UncheckedIOException(new IOException("No space left on device")));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("reading or writing failed: No space left on device", "room")
                .doesNotContain("unexpected");
    }

    private void prepareFiles() throws IOException {
        Files.createDirectories(home.resolve("folder"));
        Files.createFile(home.resolve("empty"));
        Files.write(home.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80});
        Files.writeString(home.resolve("text"), "not what it should be\n");
        Files.writeString(home.resolve("escape"), "rate=\\u00zz\n");
        // The version of the format, the producer's name of 7 letters, of which there are 3.
        Files.write(home.resolve("cut.onnx"), "\10\7\22\7abc".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(home.resolve("cut.glyphstream"), "GLYPHMDL\0\0\0\7abc".getBytes(StandardCharsets.ISO_8859_1));
        Path idx = Files.createDirectories(home.resolve("idx"));
        for (String name : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")) {
            Files.writeString(idx.resolve(name), "no idx file");
        }
        for (String name : List.of("train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte")) {
            Files.createFile(idx.resolve(name));
        }
        for (String picture : List.of(
                "one-class/cat",
                "no-pictures/cat",
                "no-pictures/dog",
                "half/train/cat",
                "pictures/cat",
                "pictures/dog")) {
            Files.writeString(Files.createDirectories(home.resolve(picture)).resolve("a.png"), "no picture");
        }
        Files.writeString(Files.createDirectories(home.resolve("iris-text")).resolve("iris.csv"), "a,b\nc,d\n");
        Files.createDirectories(home.resolve("iris-folder").resolve("iris.csv"));
        Files.copy(
                home.resolve("binary"),
                Files.createDirectories(home.resolve("iris-binary")).resolve("iris.csv"));
    }
}
