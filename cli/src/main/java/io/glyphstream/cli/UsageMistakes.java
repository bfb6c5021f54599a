package io.glyphstream.cli;

import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.Suggestions;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.operations.Numbers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what was probably meant, and where help is. */
final class UsageMistakes implements IParameterExceptionHandler {

    private final Output err;
    private final Defaults defaults;

    UsageMistakes(Output err, Defaults defaults) {
        this.err = err;
        this.defaults = defaults;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        err.println("glyphstream: " + describe(mistake, List.of(arguments)));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            suggest(unmatched);
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.value();
    }

    private String describe(ParameterException mistake, List<String> arguments) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched(), mistake.getCommandLine(), arguments);
        }
        String message = String.valueOf(mistake.getMessage());
        if (mistake.getArgSpec() == null) {
            return message;
        }
        return defaults.origin(mistake.getArgSpec())
                .filter(origin -> !isOnTheCommandLine(mistake))
                .map(origin -> message + " (from " + origin + ")")
                .orElse(message);
    }

    /** A password whose quotes the shell has taken falls apart into words: what may be a part of one is not repeated. */
    private static String unmatched(List<String> words, CommandLine command, List<String> arguments) {
        String name = command.getCommandSpec().qualifiedName();
        String first = words.get(0);
        if (first.startsWith("-")) {
            return "there is no option '" + optionName(first) + "' of " + name;
        }
        if (!command.getSubcommands().isEmpty()) {
            return "there is no command '" + name + " " + first + "'";
        }
        var settings = namesOfSettings(command);
        if (arguments.stream().anyMatch(argument -> settings.stream().anyMatch(argument::startsWith))) {
            return Numbers.count(words.size(), "word")
                    + " too many, not repeated here as they may be a part of a password. Put each NAME=VALUE in single"
                    + " quotes";
        }
        return name + " does not take '" + first + "'";
    }

    private static String optionName(String typed) {
        int end = typed.indexOf('=');
        return end < 0 ? typed : typed.substring(0, end);
    }

    /** Returns the names of the options that take settings, such as {@code -X}. */
    private static Set<String> namesOfSettings(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> option.auxiliaryTypes()[0] == NamedValue.class)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
    }

    private static boolean isOnTheCommandLine(ParameterException mistake) {
        var parsed = mistake.getCommandLine().getParseResult();
        return parsed != null
                && parsed.originalArgs().stream()
                        .anyMatch(argument -> mistake.getArgSpec() != null
                                && mistake.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                                && Set.of(option.names()).stream().anyMatch(argument::startsWith));
    }

    private void suggest(UnmatchedArgumentException mistake) {
        String typed = optionName(mistake.getUnmatched().get(0));
        var words = new LinkedHashSet<String>(
                mistake.getCommandLine().getSubcommands().keySet());
        if (typed.startsWith("-")) {
            words.clear();
            mistake.getCommandLine().getCommandSpec().options().forEach(option -> words.addAll(Set.of(option.names())));
        }
        Suggestions.of(typed, words).ifPresent(near -> err.println("Did you mean: " + near + "?"));
    }
}
