package io.glyphstream.cli;

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
            description = "Say more on standard error; twice for everything.")
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
    static int run(List<String> arguments, Surroundings surroundings, EarlyOptions early, Optional<LogFile> logFile) {
        var failures = new Failures(surroundings.err(), logFile);
        // The parser's own warnings repeat what was typed, passwords too.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        try {
            var defaults = Defaults.read(surroundings, early.config());
            CommandLine tree = tree(surroundings);
            defaults.requireKnown(tree);
            tree.setDefaultValueProvider(defaults);
            tree.setParameterExceptionHandler(new UsageMistakes(surroundings.err(), defaults));
            tree.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(
                            KafkaOptions.explain(failure, innermost(parsed)), defaults.origins(innermost(parsed)))
                    .value());
            tree.setOut(surroundings.out().help());
            tree.setErr(surroundings.err().help());
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
    static CommandLine tree(Surroundings surroundings) {
        return new CommandLine(new Glyphstream())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new BrokerCommand(surroundings))
                .addSubcommand(new CommandLine(new TopicsCommand())
                        .addSubcommand(new TopicsCreateCommand(surroundings))
                        .addSubcommand(new TopicsDescribeCommand(surroundings))
                        .addSubcommand(new TopicsGrowCommand(surroundings)))
                .addSubcommand(new ProduceCommand(surroundings))
                .addSubcommand(new ProcessCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new GuardCommand(surroundings))
                .addSubcommand(new CommandLine(new TrainCommand())
                        .addSubcommand(new TrainMlpCommand(surroundings))
                        .addSubcommand(new TrainKnnCommand(surroundings)))
                .addSubcommand(models(surroundings))
                .addSubcommand(new PredictCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new ExperimentCommand(surroundings))
                .addSubcommand(new CommandLine(new WatchCommand())
                        .addSubcommand(new WatchPredictionsCommand(surroundings))
                        .addSubcommand(new WatchAccuracyCommand(surroundings))
                        .addSubcommand(new WatchDeploymentsCommand(surroundings))
                        .addSubcommand(new WatchDeadLettersCommand(surroundings)))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersReplayCommand(surroundings)))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new SoakCommand(surroundings))
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CompletionCommand(surroundings));
    }

    private static CommandLine models(Surroundings surroundings) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(surroundings))
                .addSubcommand(new ModelsShowCommand(surroundings))
                .addSubcommand(new ModelsCompareCommand(surroundings))
                .addSubcommand(new ModelsPromoteCommand(surroundings))
                .addSubcommand(new ModelsRollbackCommand(surroundings))
                .addSubcommand(new ModelsShadowCommand(surroundings))
                .addSubcommand(new ModelsUnshadowCommand(surroundings))
                .addSubcommand(new ModelsRetireCommand(surroundings))
                .addSubcommand(new ModelsPruneCommand(surroundings))
                .addSubcommand(new ModelsHistoryCommand(surroundings))
                .addSubcommand(new ModelsExportCommand(surroundings))
                .addSubcommand(new ModelsImportCommand(surroundings))
                .addSubcommand(new ModelsKeygenCommand(surroundings))
                .addSubcommand(new ModelsSignCommand(surroundings));
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
