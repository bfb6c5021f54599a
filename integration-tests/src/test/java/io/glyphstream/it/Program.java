package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The glyphstream command as a process of its own, which can be stopped, frozen and killed, and leaves an exit code. */
final class Program implements AutoCloseable {
    private static final String HEAP = "256m";

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a command; what it says is kept in the folder, which is its home. */
    static Program start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), HEAP, arguments);
    }

    /** Starts another program than the command, with the command's logging. */
    static Program startOther(Path folder, Class<?> main) throws IOException {
        return run(
                folder,
                main.getSimpleName(),
                List.of(
                        java(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile=log4j2-command.xml",
                        "-Dglyphstream.log.file=" + folder.resolve("other.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
    }

    /** Starts a processor that shares the pipeline's work, and waits until it answers images, or ends. */
    static Program startProcessor(Path folder, Pipeline pipeline, String... options) throws IOException {
        var line = new ArrayList<>(List.of(processor(pipeline)));
        line.addAll(List.of(options));
        return awaitRunning(start(folder, line.toArray(String[]::new)));
    }

    /** Starts a processor whose Java has so much memory only. */
    static Program startProcessorWithHeap(String size, Path folder, Pipeline pipeline) throws IOException {
        return awaitRunning(start(folder, List.of(), size, processor(pipeline)));
    }

    private static String[] processor(Pipeline pipeline) {
        return new String[] {
            "process",
            "--http-port",
            "-1",
            "--application-id",
            pipeline.verifySettings().applicationId(),
            "--bootstrap-servers",
            pipeline.cluster.bootstrapServers(),
            "--topic-prefix",
            pipeline.topics.prefix()
        };
    }

    private static Program awaitRunning(Program processor) {
        await().atMost(Pipeline.PATIENCE).until(() -> processor.said().contains(" running") || !processor.isAlive());
        return processor;
    }

    /** Starts a command for which the disk is full as soon as a file has so many KiB. */
    static Program startWithFilesOfAtMost(int kibibytes, Path folder, String... arguments) throws IOException {
        return start(
                folder, List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"), HEAP, arguments);
    }

    private static Program start(Path folder, List<String> wrapper, String heap, String... arguments)
            throws IOException {
        var line = new ArrayList<>(wrapper);
        line.addAll(List.of(
                java(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // As the tests themselves: see tests.start.flags in the pom.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        return run(folder, arguments[0], line);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Program run(Path folder, String name, List<String> line) throws IOException {
        var output = Files.createTempFile(folder, name, ".txt");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GLYPHSTREAM_"));
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        return new Program(builder.start(), output);
    }

    /** Returns what it has said so far. */
    String said() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it ends, and returns its exit code; it is killed, and the code is that of a kill, after a minute. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            return process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /** Returns the file that takes everything it has to say to a developer. */
    Path logFile() throws IOException {
        try (var files = Files.walk(output.getParent())) {
            return files.filter(file -> file.toString().endsWith("-" + process.pid() + ".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Asks it to end, as Ctrl-C and container engines do. */
    void terminate() {
        signal("TERM");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it stand still, as a machine that swaps does. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /** Ends it as a failure of the machine would. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signal) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
