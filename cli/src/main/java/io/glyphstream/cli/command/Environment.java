package io.glyphstream.cli.command;

import io.glyphstream.cli.terminal.Output;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * All that a command gets from the process it runs in: tests run each command in an environment of its own.
 *
 * @param out takes data
 * @param err takes messages
 * @param variables the variables of the environment
 * @param user who decides, for the audit log
 */
public record Environment(
        Output out,
        Output err,
        Terminal terminal,
        Map<String, String> variables,
        Path home,
        String user,
        Clock clock,
        Interruption interruption) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Those of this process. */
    public static Environment ofThisProcess() {
        return new Environment(
                Output.ofThisProcess(FileDescriptor.out),
                Output.ofThisProcess(FileDescriptor.err),
                Terminal.parse(System.getProperty("glyphstream.terminal", "")),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                System.getProperty("user.name", "unknown"),
                Clock.systemUTC(),
                Interruption.ofThisProcess());
    }

    /** Where the user's settings lie, by the XDG rules. */
    public Path configurationFolder() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /** Where downloads are kept, by the XDG rules. */
    public Path cacheFolder() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    /** Where logs are kept, by the XDG rules. */
    public Path stateFolder() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    /** Returns a bar on standard error that shows how far long work is. */
    public ProgressDisplay progressDisplay() {
        return new ProgressDisplay(err, terminal);
    }

    /** Tells people what happens now, with the time of day. */
    public void say(String what) {
        err.printf(Locale.ROOT, "%tT %s%n", clock.instant().atZone(ZoneId.systemDefault()), what);
    }

    private Path folder(String variable, String otherwise) {
        String set = variables.getOrDefault(variable, "");
        Path parent = set.isBlank() ? home.resolve(otherwise) : Path.of(set);
        return parent.resolve("glyphstream");
    }
}
