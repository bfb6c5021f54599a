package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.kafka.KafkaOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glyphstream train}. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "(COMMAND | --again MODEL)",
        description = {
            "Trains, measures and publishes a model, and promotes it by its gate.",
            "With --again it trains a published model once more, from what its manifest names, and publishes nothing. "
                    + "Exit code 0 if data, bytes and figures are the same; 1 if something differs; 4 if its data are gone "
                    + "or another; 5 if there is no such model."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream train mlp",
            "  glyphstream train --again mlp@3          from the log, as its manifest says",
            "  glyphstream train --again knn --data .   from a file"
        })
public final class TrainCommand implements Callable<Integer> {

    /** The seed where none is given. */
    static final long USUAL_SEED = 1;

    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--again",
            paramLabel = "MODEL",
            description = "Train this published version again, and compare: mlp@2, or mlp for its newest version.")
    private Optional<String> again = Optional.empty();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private TrainCommand(Environment environment) {
        this.environment = environment;
    }

    /** Returns the command with all that it holds. */
    public static CommandLine tree(Environment environment) {
        var group = new TrainCommand(environment);
        var command = new CommandLine(group);
        // A model may have the name of a command, as in: train --again mlp
        command.getCommandSpec().parser().allowSubcommandsAsOptionParameters(true);
        return command.addSubcommand(new TrainMlpCommand(environment, group))
                .addSubcommand(new TrainKnnCommand(environment, group))
                .addSubcommand(new TrainCnnCommand(environment, group));
    }

    @Override
    public Integer call() {
        var model = again.orElseThrow(() -> new ParameterException(
                spec.commandLine(),
                spec.qualifiedName() + " needs one of: "
                        + String.join(", ", spec.subcommands().keySet()) + "; or --again MODEL"));
        return new TrainingAgain(environment, kafka, data)
                .run(model, threads.count(), output)
                .value();
    }

    /** Refuses options that were typed before the name of a command: there they are for {@code --again} alone. */
    void requireNothingBefore(String command) {
        var typed = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
        if (!typed.isEmpty()) {
            throw Usage.mistake("what stands before " + command + " is for --again alone, but there was " + typed
                    + ": options of " + command + " stand behind it");
        }
    }
}
