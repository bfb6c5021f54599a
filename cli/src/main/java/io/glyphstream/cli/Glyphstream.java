package io.glyphstream.cli;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.LogFile;
import io.glyphstream.cli.demo.DemoCommand;
import io.glyphstream.cli.images.PredictCommand;
import io.glyphstream.cli.images.ProduceCommand;
import io.glyphstream.cli.images.ShowCommand;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.models.ModelsCommand;
import io.glyphstream.cli.models.TrainCommand;
import io.glyphstream.cli.models.TrainerCommand;
import io.glyphstream.cli.soak.SoakCommand;
import io.glyphstream.cli.topics.DeadLettersCommand;
import io.glyphstream.cli.topics.TopicsCommand;
import io.glyphstream.cli.topics.WatchCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code glyphstream} command: the tree of all that it can do. */
@Command(
        name = "glyphstream",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Glyphstream.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        description = {"Classifies images as they stream through Kafka.", "Models are swapped while it runs."},
        footer = {
            "",
            "An option --some-name may also be set in the environment, as",
            "GLYPHSTREAM_SOME_NAME, or in ~/.config/glyphstream/glyphstream.properties",
            "(or --config FILE), as some-name=value."
        })
final class Glyphstream {

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print more on standard error; twice: everything.")
    @SuppressWarnings("UnusedVariable") // EarlyOptions reads it, before there are commands.
    private boolean[] verbose = {};

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read options from this file.")
    @SuppressWarnings("UnusedVariable") // EarlyOptions reads it, before there are commands.
    private String config = "";

    private Glyphstream() {}

    /** Runs a command line and returns the exit code. */
    static int run(List<String> arguments, Environment environment, EarlyOptions early, Optional<LogFile> logFile) {
        var failures = new Failures(environment.err(), logFile);
        // The parser's own warnings repeat what was typed, passwords too.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        try {
            var defaults = Defaults.read(environment, early.config());
            CommandLine tree = tree(environment);
            defaults.requireKnown(tree);
            tree.setDefaultValueProvider(defaults);
            tree.setParameterExceptionHandler(new UsageMistakes(environment.err(), defaults));
            tree.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(
                            KafkaOptions.explain(failure, innermost(parsed)), defaults.origins(innermost(parsed)))
                    .value());
            tree.setOut(environment.out().help());
            tree.setErr(environment.err().help());
            return tree.execute(arguments.toArray(String[]::new));
        } catch (CommandException failure) {
            return failures.report(failure).value();
        } catch (Error broken) {
            // Uncaught, it would end this thread and leave the others running.
            return failures.report(broken).value();
        }
    }

    /** Returns what was parsed for the command that ran. */
    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    /** All commands. */
    static CommandLine tree(Environment environment) {
        return new CommandLine(new Glyphstream())
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new BrokerCommand(environment))
                .addSubcommand(TopicsCommand.tree(environment))
                .addSubcommand(new ProduceCommand(environment))
                .addSubcommand(new ProcessCommand(environment))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new ConsoleCommand(environment))
                .addSubcommand(new GuardCommand(environment))
                .addSubcommand(TrainCommand.tree(environment))
                .addSubcommand(TrainerCommand.tree(environment))
                .addSubcommand(ModelsCommand.tree(environment))
                .addSubcommand(new PredictCommand(environment))
                .addSubcommand(new ShowCommand(environment))
                .addSubcommand(new ExperimentCommand(environment))
                .addSubcommand(WatchCommand.tree(environment))
                .addSubcommand(DeadLettersCommand.tree(environment))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(new SoakCommand(environment))
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CompletionCommand(environment));
    }

    /** What this program is. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Optional.ofNullable(Glyphstream.class.getPackage().getImplementationVersion());
            return new String[] {
                "glyphstream " + version.orElse("(development)"), "Java ${java.version}, ${os.name} ${os.arch}"
            };
        }
    }
}
