package io.glyphstream.soak;

import io.glyphstream.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another process of this same program, which can be treated as badly as any process can. */
final class ChildProcess implements AutoCloseable {

    private static final long MOST_SECONDS_TO_STOP = 40;

    private final String name;
    private final Path folder;
    private final Process process;

    private ChildProcess(String name, Path folder, Process process) {
        this.name = name;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts a command, apart from the user's settings.
     *
     * @param folder a folder of its own for what it prints and logs
     * @param options for its Java virtual machine
     */
    static ChildProcess start(String name, Path folder, List<String> options, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(ProcessHandle.current().info().command().orElse("java"));
        // Without the better compiler, vectors are slower than plain Java.
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(arguments);
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("output.txt").toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("GLYPHSTREAM_"));
            builder.environment().put("XDG_STATE_HOME", folder.toString());
            builder.environment().put("XDG_CONFIG_HOME", folder.toString());
            return new ChildProcess(name, folder, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + line.get(0), failed);
        }
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a failure of the machine would: it learns nothing of it. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to end. */
    void terminate() {
        process.destroy();
        await();
    }

    /** Lets it stand still, as a machine that swaps or collects garbage does. */
    void suspend() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    void resume() {
        signal("CONT");
    }

    /** Returns how many lines of its log and its output hold one of these words. */
    long linesWith(List<String> words) {
        try (Stream<Path> files = Files.walk(folder)) {
            long count = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    count += lines.filter(line -> words.stream().anyMatch(line::contains))
                            .count();
                }
            }
            return count;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            resume();
            kill();
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot send signals: is there a program named kill?", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            if (!process.waitFor(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
