package io.glyphstream.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options that have to be known before the command line can be understood.
 *
 * @param config the file that gives other options their values
 * @param verbosity how much is said on standard error
 */
record EarlyOptions(Optional<Path> config, Verbosity verbosity) {

    /** How much is said on standard error; the log file gets everything anyway. */
    enum Verbosity {
        WARN,
        INFO,
        DEBUG
    }

    static EarlyOptions read(List<String> arguments, Map<String, String> variables) {
        var config = Optional.ofNullable(variables.get("GLYPHSTREAM_CONFIG")).filter(file -> !file.isBlank());
        var verbosity = Verbosity.WARN;
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--config") && i + 1 < arguments.size()) {
                config = Optional.of(arguments.get(i + 1));
            }
            if (argument.startsWith("--config=")) {
                config = Optional.of(argument.substring("--config=".length()));
            }
            if (argument.equals("-v") || argument.equals("--verbose")) {
                verbosity = verbosity == Verbosity.WARN ? Verbosity.INFO : Verbosity.DEBUG;
            }
            if (argument.equals("-vv")) {
                verbosity = Verbosity.DEBUG;
            }
        }
        return new EarlyOptions(config.map(Path::of), verbosity);
    }
}
