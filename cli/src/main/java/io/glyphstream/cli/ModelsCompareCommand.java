package io.glyphstream.cli;

import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.trainer.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "MODEL", description = "The other.")
    private String second = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsCompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.COMPARE);
        var topics = kafka.topics();
        ModelReference one;
        ModelReference other;
        try (var catalog = new ModelCatalog(cluster, topics)) {
            one = Names.find(catalog, first).getReference();
            other = Names.find(catalog, second).getReference();
        }
        if (one.equals(other)) {
            throw Usage.mistake("two versions must be named but both are " + Names.of(one));
        }
        var scores = read(cluster, topics, one, other);
        if (scores.images() == 0) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "no image was scored by both " + Names.of(one) + " and " + Names.of(other),
                    "Let one be scored beside the other for a while: glyphstream models shadow MODEL");
        }
        if (output.isJson()) {
            surroundings.out().println(Json.line(facts(one, other, scores)));
        } else {
            print(Names.of(one), Names.of(other), scores);
        }
        return ExitCode.OK.value();
    }

    private PairedScores read(KafkaCluster cluster, Topics topics, ModelReference one, ModelReference other) {
        var late = new HashMap<String, Integer>();
        read(cluster, topics.labels(), label -> late.put(label.getImageId(), label.getLabel()));
        var scores = new PairedScores();
        read(cluster, topics.predictions(), prediction -> {
            var answer = answer(prediction, one);
            var otherAnswer = answer(prediction, other);
            if (answer.isPresent() && otherAnswer.isPresent()) {
                scores.add(truth(prediction, late), answer.get(), otherAnswer.get());
            }
        });
        return scores;
    }

    /** Reads a topic to its present end; what does not belong there is passed over, as processors do. */
    private <V> void read(KafkaCluster cluster, Topic<V> topic, Consumer<V> values) {
        try (var reader = new TopicReader(cluster, List.of(topic.name()), TopicReader.Start.BEGINNING);
                var display = new ProgressDisplay(surroundings)) {
            var ends = reader.ends();
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long done = 0;
            while (!reader.hasPassed(ends) && !surroundings.interruption().isRequested()) {
                for (var message : reader.poll()) {
                    done++;
                    decoded(topic, message.value()).ifPresent(values);
                }
                display.progress("reading " + topic.name(), Math.min(done, total), total);
            }
        }
    }

    private static <V> Optional<V> decoded(Topic<V> topic, byte @Nullable [] value) {
        try {
            return Optional.ofNullable(value).map(topic::decode);
        } catch (UndecodableRecordException foreign) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> answer(Prediction prediction, ModelReference model) {
        return prediction.getScores().stream()
                .filter(score -> score.getModel().equals(model))
                .map(Score::getLabel)
                .findFirst();
    }

    private static OptionalInt truth(Prediction prediction, Map<String, Integer> late) {
        Integer truth = prediction.getTruth() == null ? late.get(prediction.getImageId()) : prediction.getTruth();
        return truth == null || truth < 0 || truth > 255 ? OptionalInt.empty() : OptionalInt.of(truth);
    }

    private void print(String one, String other, PairedScores scores) {
        var out = surroundings.out();
        var comparison = scores.comparison();
        out.println(Texts.count(scores.images(), "image") + " scored by both, " + Texts.number(comparison.images())
                + " of them with a known truth");
        out.println("the same answer on " + Texts.number(scores.agreed()) + ", "
                + Texts.percent((double) scores.agreed() / scores.images()));
        if (comparison.images() == 0) {
            out.println("Which of them is right cannot be told: feed images with labels.");
            return;
        }
        out.println();
        var table = new TextTable("MODEL", "RIGHT", "OF", "ACCURACY", "ALONE RIGHT");
        table.row(
                one,
                Texts.number(comparison.candidateCorrect()),
                Texts.number(comparison.images()),
                percent(comparison.candidateCorrect(), comparison.images()),
                Texts.number(comparison.onlyCandidate()));
        table.row(
                other,
                Texts.number(comparison.championCorrect()),
                Texts.number(comparison.images()),
                percent(comparison.championCorrect(), comparison.images()),
                Texts.number(comparison.onlyChampion()));
        out.print(table);
        out.println();
        out.println(verdict(one, other, comparison));
        out.println();
        out.print(classes(one, other, scores));
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

    private static TextTable classes(String one, String other, PairedScores scores) {
        var table = new TextTable("CLASS", "IMAGES", one, other, "DIFFERENCE");
        var classes = scores.classes();
        for (int label = 0; label < classes.size(); label++) {
            var counted = classes.get(label);
            if (counted.images() > 0) {
                double difference = (double) (counted.firstCorrect() - counted.secondCorrect()) / counted.images();
                table.row(
                        Integer.toString(label),
                        Texts.number(counted.images()),
                        percent(counted.firstCorrect(), counted.images()),
                        percent(counted.secondCorrect(), counted.images()),
                        String.format(Locale.ROOT, "%.2f %%", 100 * difference));
            }
        }
        return table;
    }

    private static String percent(long part, long whole) {
        return Texts.percent((double) part / whole);
    }

    private static Map<String, @Nullable Object> facts(ModelReference one, ModelReference other, PairedScores scores) {
        var comparison = scores.comparison();
        var facts = Texts.facts(
                "first", Facts.of(one),
                "second", Facts.of(other),
                "images", scores.images(),
                "agreed", scores.agreed(),
                "labelled", comparison.images(),
                "firstCorrect", comparison.candidateCorrect(),
                "secondCorrect", comparison.championCorrect(),
                "onlyFirstCorrect", comparison.onlyCandidate(),
                "onlySecondCorrect", comparison.onlyChampion(),
                "chance", comparison.images() == 0 ? null : comparison.chance());
        var classes = new ArrayList<Map<String, @Nullable Object>>();
        for (int label = 0; label < scores.classes().size(); label++) {
            var counted = scores.classes().get(label);
            classes.add(Texts.facts(
                    "class", label,
                    "images", counted.images(),
                    "firstCorrect", counted.firstCorrect(),
                    "secondCorrect", counted.secondCorrect()));
        }
        facts.put("classes", classes);
        return facts;
    }
}
