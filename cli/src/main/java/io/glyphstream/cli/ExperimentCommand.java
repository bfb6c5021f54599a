package io.glyphstream.cli;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Suggestions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.images.DatasetOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.Iris;
import io.glyphstream.experiments.Experiment;
import io.glyphstream.experiments.ExperimentReport;
import io.glyphstream.experiments.Experiments;
import io.glyphstream.experiments.Finding;
import io.glyphstream.experiments.Findings;
import io.glyphstream.experiments.FindingsTable;
import io.glyphstream.experiments.Laboratory;
import io.glyphstream.experiments.StoppedException;
import io.glyphstream.operations.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream experiment}. */
@Command(
        name = "experiment",
        description = {
            "Repeats the studies that this project grew out of.",
            "Prints what they find beside what the original found."
        },
        footer = {
            "",
            "They need MNIST, and iris.csv in the --data folder or its subfolder iris.",
            "",
            "Examples:",
            "  glyphstream experiment list",
            "  glyphstream experiment knn-k iris-k",
            "  glyphstream experiment all --out ./experiments      report.md and plots",
            "  glyphstream experiment all --json"
        })
final class ExperimentCommand implements Callable<Integer> {

    private static final String LIST = "list";
    private static final String ALL = "all";

    private final Environment environment;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of studies, all, or list to see them.")
    private List<String> names = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Write a report in Markdown and its plots here.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides first weights and orders. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many to use; only the times depend on it. Without it, all.")
    private Optional<Integer> threads = Optional.empty();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ExperimentCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        if (names.equals(List.of(LIST))) {
            list();
            return ExitCode.OK.value();
        }
        List<Experiment> wanted = wanted();
        prepareFolder();
        var all = new ArrayList<Findings>();
        try (var display = environment.progressDisplay()) {
            Laboratory laboratory = laboratory(display);
            for (Experiment experiment : wanted) {
                Findings findings =
                        environment.interruption().stopping(laboratory::stop, () -> experiment.run(laboratory));
                display.clear();
                print(findings);
                all.add(findings);
                report(all, wanted.size());
            }
        } catch (StoppedException stopped) {
            environment.err().println("Stopped: " + all.size() + " of " + wanted.size() + " studies are done.");
            return ExitCode.FAILED.value();
        }
        return ExitCode.OK.value();
    }

    /** Written after every study, so that a study that is stopped loses none of those before. */
    private void report(List<Findings> all, int wanted) throws IOException {
        if (out.isPresent()) {
            Path page = ExperimentReport.write(out.get(), all, how()).get(0);
            environment.err().println("The report of " + all.size() + " of " + wanted + " studies is in " + page);
        }
    }

    private void list() {
        if (output.isJson()) {
            Experiments.all()
                    .forEach(experiment -> environment
                            .out()
                            .println(Json.line(
                                    JsonView.object("name", experiment.name(), "title", experiment.title()))));
            return;
        }
        var table = new TextTable("NAME", "WHAT IS STUDIED");
        Experiments.all().forEach(experiment -> table.row(experiment.name(), experiment.title()));
        environment.out().print(table);
    }

    private List<Experiment> wanted() {
        if (names.equals(List.of(ALL))) {
            return Experiments.all();
        }
        for (String word : List.of(LIST, ALL)) {
            if (names.contains(word)) {
                throw Usage.mistake(word + " stands alone, but was given with others: " + String.join(" ", names));
            }
        }
        return names.stream().distinct().map(ExperimentCommand::find).toList();
    }

    /** Done first, so that nobody waits for studies whose report cannot be written. */
    private void prepareFolder() {
        if (out.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(out.get());
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the report cannot be written to " + out.get() + ", which cannot be made a folder: "
                            + Failures.reason(refused),
                    "Name another folder with --out.");
        }
    }

    private static Experiment find(String name) {
        List<String> known = Experiments.all().stream().map(Experiment::name).toList();
        return Experiments.find(name)
                .orElseThrow(() -> Usage.mistake("an experiment must be one of " + String.join(", ", known)
                        + ", or all, but was " + name
                        + Suggestions.of(name, known)
                                .map(near -> ". Did you mean " + near + "?")
                                .orElse("")));
    }

    private Laboratory laboratory(ProgressDisplay display) {
        var sources = new Laboratory.Sources(
                () -> data.load(Datasets.MNIST, environment, display), () -> Iris.load(data.locations(environment)));
        return Usage.check(() -> new Laboratory(sources, seed, threads(), display::show));
    }

    private int threads() {
        return threads.orElse(Runtime.getRuntime().availableProcessors());
    }

    private String how() {
        return String.format(
                Locale.ROOT,
                "Run by `glyphstream experiment %s --seed %d --threads %d`, on Java %s, %s.",
                String.join(" ", names),
                seed,
                threads(),
                Runtime.version().feature(),
                System.getProperty("os.arch", "an unknown machine"));
    }

    private void print(Findings findings) {
        if (output.isJson()) {
            findings.rows().forEach(row -> environment.out().println(Json.line(facts(findings, row))));
            return;
        }
        var cells = FindingsTable.of(findings.rows());
        var table = new TextTable(cells.header().stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
        cells.rows().forEach(row -> table.row(row.toArray(String[]::new)));
        environment
                .out()
                .println(findings.experiment().name() + ": "
                        + findings.experiment().title());
        environment.out().println();
        environment.out().print(table);
        for (String note : findings.notes()) {
            environment.out().println();
            environment.out().println(note);
        }
        environment.out().println();
    }

    private static Map<String, @Nullable Object> facts(Findings findings, Finding row) {
        return JsonView.object(
                "experiment", findings.experiment().name(),
                "setting", row.setting(),
                "testedOn", row.score().of(),
                "tested", row.score().all(),
                "right", row.score().right(),
                "accuracy", row.score().accuracy(),
                "lower", row.score().lower(),
                "upper", row.score().upper(),
                "original", number(row.original().accuracy()),
                "loss", number(row.loss()),
                "originalLoss", number(row.original().loss()),
                "epochs",
                        row.effort().epochs().isPresent()
                                ? row.effort().epochs().getAsInt()
                                : null,
                "trainingSeconds", row.effort().training().toNanos() / 1e9,
                "predictionSeconds", row.effort().prediction().toNanos() / 1e9,
                "seed", row.effort().seed().isPresent() ? row.effort().seed().getAsLong() : null,
                "remark", row.remark());
    }

    private static @Nullable Double number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
