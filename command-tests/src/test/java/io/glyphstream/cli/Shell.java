package io.glyphstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Interruption;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user's session: each command runs in an environment of its own, and what they print is kept. */
final class Shell {

    private final Path home;
    private final Map<String, String> variables = new HashMap<>();

    Shell(Path home) {
        this.home = home;
    }

    Shell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Path home() {
        return home;
    }

    /** Runs a command line to its end. */
    Result run(String... arguments) {
        return run(new Interruption(), arguments);
    }

    /** Runs a command line until it ends by itself or is interrupted. */
    Result run(Interruption interruption, String... arguments) {
        return run(interruption, new ByteArrayOutputStream(), arguments);
    }

    /** Runs a command line whose output is looked at while it comes. */
    Result run(Interruption interruption, ByteArrayOutputStream out, String... arguments) {
        var err = new ByteArrayOutputStream();
        var environment = environment(out, err, interruption);
        var line = List.of(arguments);
        int exitCode = Glyphstream.run(line, environment, EarlyOptions.read(line, variables), Optional.empty());
        return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Returns an environment in which nothing is heard. */
    Environment environment() {
        return environment(new ByteArrayOutputStream(), new ByteArrayOutputStream(), new Interruption());
    }

    private Environment environment(ByteArrayOutputStream out, ByteArrayOutputStream err, Interruption interruption) {
        return new Environment(
                new Output(out),
                new Output(err),
                Terminal.NONE,
                variables,
                home,
                "tester",
                Clock.systemUTC(),
                interruption);
    }

    /** What a command leaves behind. */
    record Result(int exitCode, String out, String err) {}
}
