package io.glyphstream.cli;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code glyphstream completion}. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh.",
        footer = {
            "",
            "Examples:",
            "  source <(glyphstream completion)            for this shell",
            "  glyphstream completion >> ~/.bashrc         for every shell to come"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Environment environment;

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        environment
                .out()
                .lines(AutoComplete.bash("glyphstream", Glyphstream.tree(environment))
                        .lines()
                        .toList());
        return ExitCode.OK.value();
    }
}
