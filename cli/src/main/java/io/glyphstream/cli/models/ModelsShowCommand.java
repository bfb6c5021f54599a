package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.learning.window.DataPin;
import io.glyphstream.operations.AccuracyTotals;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ModelLineage;
import io.glyphstream.operations.ModelList;
import io.glyphstream.operations.Numbers;
import io.glyphstream.operations.ServiceRole;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ForeignModel;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models show}. */
@Command(
        name = "show",
        description = {
            "Shows how a version came to be, and how good it is.",
            "How good it was on held-out images, and how good it is on the stream. On which data it was trained and by "
                    + "which recipe, what it was compared with, and what was decided."
        },
        footer = {"", "Examples:", "  glyphstream models show mlp@2", "  glyphstream models show knn --json"})
final class ModelsShowCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsShowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var cluster = kafka.reachableCluster(CommandRights.SHOW);
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, environment.clock())) {
            var manifest = Usage.model(catalog, model);
            var role = ServiceRole.of(manifest.getReference(), log.current(), log.retired())
                    .text();
            var defect = catalog.defect(manifest);
            var lineage = ModelLineage.read(cluster, topics, log.history(), manifest.getReference());
            var pin = pin(cluster, topics, manifest);
            var live = liveAccuracy(cluster, topics, manifest.getReference());
            if (output.isJson()) {
                var facts = JsonView.of(manifest);
                facts.put("role", role);
                facts.put("learningCurve", JsonView.learningCurve(manifest));
                facts.put("defect", defect.orElse(null));
                facts.put("live", live.map(JsonView::of).orElse(null));
                facts.put("dataPinned", pin.flatMap(ModelsShowCommand::isPinned).orElse(null));
                facts.put("outcome", lineage.outcome().map(JsonView::of).orElse(null));
                facts.put("unread", lineage.unread());
                facts.put("decision", lineage.decision().map(JsonView::of).orElse(null));
                environment.out().println(Json.line(facts));
                return ExitCode.OK.value();
            }
            print(manifest, role.isEmpty() ? "not in service" : role, live);
            LearningCurves.of(manifest).map(LearningCurveText::lines).stream()
                    .flatMap(List::stream)
                    .forEach(environment.out()::println);
            LineageText.lines(manifest.getTraining(), lineage, pin).forEach(environment.out()::println);
            lineage.unread()
                    .forEach(why ->
                            environment.err().println("glyphstream: what became of its training is not known: " + why));
            defect.ifPresent(why -> environment.err().println("glyphstream: it cannot serve: " + why));
        }
        return ExitCode.OK.value();
    }

    private void print(ModelManifest manifest, String role, Optional<AccuracyReport> live) {
        var training = manifest.getTraining();
        var out = environment.out();
        out.println(References.text(manifest.getReference()) + ", " + manifest.getKind() + ", " + role);
        out.println("  SHA-256     " + Digests.hex(manifest.getReference().getSha256()));
        out.println("  size        " + Numbers.count(manifest.getSize(), "byte") + " in "
                + Numbers.count(manifest.getChunkHashes().size(), "chunk"));
        out.println("  input       " + ClaimedShape.of(manifest) + ", " + manifest.getClasses() + " classes");
        if (!manifest.getClassNames().isEmpty()) {
            out.println("  classes     " + classes(manifest));
        }
        out.println("  published   " + Texts.instant(manifest.getPublishedAt()) + " by " + manifest.getPublishedBy());
        out.println("  signature   " + (manifest.getSignature() == null ? "none" : "Ed25519"));
        out.println("  trained on  " + trainedOn(training));
        out.println("  held out    "
                + ModelList.heldOutAccuracy(manifest)
                        .map(accuracy -> Numbers.percent(accuracy) + ", " + Numbers.format(training.getCorrect())
                                + " of " + Numbers.count(training.getHeldOut(), "image"))
                        .orElse("not measured"));
        out.println("  live        " + live.map(Texts::accuracy).orElse("nothing scored yet"));
        out.println("  settings    " + new TreeMap<>(training.getSettings()));
    }

    /** Returns the names as they are published, even if they are the reason why the version cannot serve. */
    private static String classes(ModelManifest manifest) {
        var names = manifest.getClassNames();
        return IntStream.range(0, names.size())
                .mapToObj(label -> label + " " + names.get(label))
                .collect(Collectors.joining(", "));
    }

    private static String trainedOn(TrainingFacts training) {
        return ForeignModel.isOne(training)
                ? "what its file does not say"
                : Numbers.count(training.getTrainedOn(), "image") + " of " + training.getDataset() + " in "
                        + training.getDurationMillis() / 1000.0 + " s, seed " + training.getSeed();
    }

    /** Returns whether its data are pinned, if it has data on the log. */
    private static Optional<DataPin.State> pin(KafkaCluster cluster, Topics topics, ModelManifest manifest) {
        return Optional.ofNullable(manifest.getTraining().getLog()).map(log -> DataPin.state(cluster, topics, log));
    }

    private static Optional<Boolean> isPinned(DataPin.State state) {
        return state == DataPin.State.UNKNOWN ? Optional.empty() : Optional.of(state == DataPin.State.PINNED);
    }

    private static Optional<AccuracyReport> liveAccuracy(KafkaCluster cluster, Topics topics, ModelReference model) {
        try (var totals = new AccuracyTotals(cluster, topics)) {
            totals.refresh();
            return totals.of(model);
        }
    }
}
