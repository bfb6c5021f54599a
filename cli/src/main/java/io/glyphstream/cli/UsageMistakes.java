package io.glyphstream.cli;

import java.util.LinkedHashSet;
import java.util.Set;
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
        err.println("glyphstream: " + describe(mistake));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            suggest(unmatched);
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.value();
    }

    private String describe(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().get(0).startsWith("-")
                && !mistake.getCommandLine().getSubcommands().isEmpty()) {
            return "there is no command '"
                    + mistake.getCommandLine().getCommandSpec().qualifiedName() + " "
                    + unmatched.getUnmatched().get(0) + "'";
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

    private static boolean isOnTheCommandLine(ParameterException mistake) {
        var parsed = mistake.getCommandLine().getParseResult();
        return parsed != null
                && parsed.originalArgs().stream()
                        .anyMatch(argument -> mistake.getArgSpec() != null
                                && mistake.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                                && Set.of(option.names()).stream().anyMatch(argument::startsWith));
    }

    private void suggest(UnmatchedArgumentException mistake) {
        String typed = mistake.getUnmatched().get(0);
        var words = new LinkedHashSet<String>(
                mistake.getCommandLine().getSubcommands().keySet());
        if (typed.startsWith("-")) {
            words.clear();
            mistake.getCommandLine().getCommandSpec().options().forEach(option -> words.addAll(Set.of(option.names())));
        }
        Suggestions.of(typed, words).ifPresent(near -> err.println("Did you mean: " + near + "?"));
    }
}
