package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.TextTable;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ModelComparison;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.PairedScores;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.trainer.release.Comparison;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models compare}. */
@Command(
        name = "compare",
        description = {
            "Compares two versions on the images that both have scored.",
            "Says how often they agree, which was right where the other was wrong, whether that may be chance "
                    + "(McNemar's exact test), and the difference in each class.",
            "One has to serve as the champion and the other as a challenger for a while; or both as challengers."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models shadow knn@1            and after some images:",
            "  glyphstream models compare mlp@2 knn@1",
            "  glyphstream models compare mlp@2 knn@1 --json | jq .chance"
        })
final class ModelsCompareCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(index = "0", paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "MODEL", description = "The other.")
    private String second = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsCompareCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.COMPARE);
        var topics = kafka.topics();
        ModelReference one;
        ModelReference other;
        ClassNames names;
        try (var catalog = new ModelCatalog(cluster, topics)) {
            var firstManifest = Usage.model(catalog, first);
            var secondManifest = Usage.model(catalog, second);
            one = firstManifest.getReference();
            other = secondManifest.getReference();
            names = ClassNames.of(firstManifest).isEmpty()
                    ? ClassNames.of(secondManifest)
                    : ClassNames.of(firstManifest);
        }
        if (one.equals(other)) {
            throw Usage.mistake("two versions must be named but both are " + References.text(one));
        }
        ModelComparison compared;
        try (var display = environment.progressDisplay()) {
            compared = ModelComparison.read(cluster, topics, one, other, (topic, done, total) -> {
                display.show("reading " + topic, done, total);
                return !environment.interruption().isRequested();
            });
        }
        var scores = compared.scores();
        if (scores.images() == 0) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "no image was scored by both " + References.text(one) + " and " + References.text(other),
                    "Let one be scored beside the other for a while: glyphstream models shadow MODEL");
        }
        if (output.isJson()) {
            environment.out().println(Json.line(JsonView.of(compared, names)));
        } else {
            print(References.text(one), References.text(other), scores, names);
        }
        return ExitCode.OK.value();
    }

    private void print(String one, String other, PairedScores scores, ClassNames names) {
        var out = environment.out();
        var comparison = scores.comparison();
        out.println(Numbers.count(scores.images(), "image") + " scored by both, " + Numbers.format(comparison.images())
                + " of them with a label");
        out.println("the same answer on " + Numbers.format(scores.agreed()) + ", "
                + Numbers.percent((double) scores.agreed() / scores.images()));
        if (comparison.images() == 0) {
            out.println("Which of them is right cannot be told: feed images with labels.");
            return;
        }
        out.println();
        var table = new TextTable("MODEL", "RIGHT", "OF", "ACCURACY", "ALONE RIGHT");
        table.row(
                one,
                Numbers.format(comparison.candidateCorrect()),
                Numbers.format(comparison.images()),
                percent(comparison.candidateCorrect(), comparison.images()),
                Numbers.format(comparison.onlyCandidate()));
        table.row(
                other,
                Numbers.format(comparison.championCorrect()),
                Numbers.format(comparison.images()),
                percent(comparison.championCorrect(), comparison.images()),
                Numbers.format(comparison.onlyChampion()));
        out.print(table);
        out.println();
        out.println(verdict(one, other, comparison));
        out.println();
        out.print(classes(one, other, scores, names));
    }

    private static String verdict(String one, String other, Comparison comparison) {
        double chance = comparison.chance();
        String better = comparison.onlyCandidate() > comparison.onlyChampion() ? one : other;
        return String.format(
                Locale.ROOT,
                "McNemar's test: p = %.2g, %s",
                chance,
                chance < 0.05 ? better + " is the better one" : "which may well be chance");
    }

    private static TextTable classes(String one, String other, PairedScores scores, ClassNames names) {
        var table = new TextTable("CLASS", "IMAGES", one, other, "DIFFERENCE");
        var classes = scores.classes();
        for (int label = 0; label < classes.size(); label++) {
            var counted = classes.get(label);
            if (counted.images() > 0) {
                double difference = (double) (counted.firstCorrect() - counted.secondCorrect()) / counted.images();
                table.row(
                        names.text(label),
                        Numbers.format(counted.images()),
                        percent(counted.firstCorrect(), counted.images()),
                        percent(counted.secondCorrect(), counted.images()),
                        String.format(Locale.ROOT, "%.2f %%", 100 * difference));
            }
        }
        return table;
    }

    private static String percent(long part, long whole) {
        return Numbers.percent((double) part / whole);
    }
}
