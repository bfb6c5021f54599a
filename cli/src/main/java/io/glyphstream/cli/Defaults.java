package io.glyphstream.cli;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where an option that is not on the command line gets its value: from the environment, then from the user's file.
 *
 * <p>{@code --rate} of {@code glyphstream produce} is {@code GLYPHSTREAM_PRODUCE_RATE}, else {@code GLYPHSTREAM_RATE}, else
 * {@code produce.rate} in the file, else {@code rate}.
 */
final class Defaults implements IDefaultValueProvider {

    /** {@code --data} of other commands names a folder, which is often set for all of them. */
    private static final Set<String> ONLY_ON_THE_COMMAND_LINE =
            Set.of("help", "version", "config", "verbose", "models.pin.data");

    private final Map<String, String> variables;
    private final Properties file;
    private final Path path;

    private Defaults(Map<String, String> variables, Properties file, Path path) {
        this.variables = variables;
        this.file = file;
        this.path = path;
    }

    /** Reads the file that the user named, or the usual one where there is one. */
    static Defaults read(Environment environment, Optional<Path> named) {
        Path path = named.orElse(environment.configurationFolder().resolve("glyphstream.properties"));
        var file = new Properties();
        if (named.isPresent() || Files.exists(path)) {
            try (var reader = Files.newBufferedReader(path)) {
                file.load(reader);
            } catch (IOException failed) {
                throw unreadable(path, Failures.reason(path, failed));
            } catch (IllegalArgumentException malformed) {
                throw unreadable(path, Failures.reason(malformed));
            }
        }
        return new Defaults(environment.variables(), file, path);
    }

    private static CommandException unreadable(Path path, String why) {
        return new CommandException(
                ExitCode.USAGE,
                "the file of settings " + path + " cannot be read: " + why,
                "Name another with --config FILE.");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return find(argument).map(Found::value).orElse(null);
    }

    /** Returns where the argument's default value is set, such as {@code GLYPHSTREAM_RATE}. */
    Optional<String> origin(ArgSpec argument) {
        return find(argument).map(Found::origin);
    }

    /** Returns where each option of a command is set that is not on the command line: {@code --rate by GLYPHSTREAM_RATE}. */
    List<String> origins(ParseResult parsed) {
        return parsed.commandSpec().options().stream()
                .filter(option -> !parsed.hasMatchedOption(option))
                .flatMap(option -> origin(option).map(origin -> option.longestName() + " by " + origin).stream())
                .toList();
    }

    /** Refuses settings in the file that no command has. */
    void requireKnown(CommandLine root) {
        var known = new TreeSet<String>();
        collectNames(root, known);
        for (String key : file.stringPropertyNames()) {
            if (!known.contains(key)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "there is no setting '" + key + "' (in " + path + ")",
                        Suggestions.of(key, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse(
                                        "A setting has the name of a long option without the dashes, for example: topic-prefix"));
            }
        }
    }

    private Optional<Found> find(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.command() == null) {
            return Optional.empty();
        }
        String name = nameOf(option);
        String full = fullName(pathOf(option.command().commandLine()), name);
        if (isOnlyOnTheCommandLine(full, name)) {
            return Optional.empty();
        }
        return inEnvironment(full)
                .or(() -> inEnvironment(name))
                .or(() -> inFile(full))
                .or(() -> inFile(name));
    }

    private Optional<Found> inEnvironment(String key) {
        String variable =
                "GLYPHSTREAM_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        return Optional.ofNullable(variables.get(variable))
                .filter(value -> !value.isEmpty())
                .map(value -> new Found(value, variable));
    }

    private Optional<Found> inFile(String key) {
        return Optional.ofNullable(file.getProperty(key)).map(value -> new Found(value.strip(), key + " in " + path));
    }

    private static void collectNames(CommandLine command, Set<String> names) {
        String prefix = pathOf(command);
        for (OptionSpec option : command.getCommandSpec().options()) {
            String name = nameOf(option);
            String full = fullName(prefix, name);
            if (!isOnlyOnTheCommandLine(full, name)) {
                names.add(name);
                names.add(full);
            }
        }
        command.getSubcommands().values().forEach(each -> collectNames(each, names));
    }

    private static boolean isOnlyOnTheCommandLine(String full, String name) {
        return ONLY_ON_THE_COMMAND_LINE.contains(name) || ONLY_ON_THE_COMMAND_LINE.contains(full);
    }

    private static String fullName(String command, String name) {
        return command.isEmpty() ? name : command + "." + name;
    }

    private static String nameOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Returns {@code models.list} for the command {@code glyphstream models list}. */
    private static String pathOf(CommandLine command) {
        CommandLine parent = command.getParent();
        if (parent == null) {
            return "";
        }
        String above = pathOf(parent);
        return above.isEmpty() ? command.getCommandName() : above + "." + command.getCommandName();
    }

    /** A value, and where it is set. */
    private record Found(String value, String origin) {}
}
