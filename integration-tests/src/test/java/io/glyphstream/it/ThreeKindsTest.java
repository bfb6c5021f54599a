package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Pipeline.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.idx.IdxReader;
import io.glyphstream.model.graph.GraphNetwork;
import io.glyphstream.onnx.ImportSettings;
import io.glyphstream.onnx.OnnxExport;
import io.glyphstream.onnx.OnnxImport;
import io.glyphstream.onnx.PixelScale;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.trainer.ForeignModel;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.NetworkSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three kinds of models on one stream: a perceptron, the nearest neighbors, and a network of another program. */
@Timeout(280)
@Tag("slow")
final class ThreeKindsTest {
    /** Answers that a champion gives before the next one takes over. */
    private static final int TURN = 300;

    @Test
    void eachKindIsChampionOnceUnderLoadWhileAProcessorIsKilledAndAllScoresAreVerified(@TempDir Path folder)
            throws Exception {
        var file = OnnxExport.write(
                train(DIGITS, NetworkSpec.quick(3).with(Map.of("layers", "conv4x5,pool2", "epochs", "1")))
                        .classifier(),
                List.of());

        takeTurns(DIGITS, imported(file, ImportSettings.none()), folder);
    }

    @Test
    void soDoTheModelsOfMnistWithANetworkThatOthersTrained(@TempDir Path folder) throws Exception {
        var dataset = new Dataset(
                "mnist", mnist("train").range(0, 1_500), mnist("t10k").range(0, 1_000));
        var file = Files.readAllBytes(data("onnx/zoo-mnist.onnx"));

        takeTurns(dataset, imported(file, ImportSettings.none().with(PixelScale.PLAIN)), folder);
    }

    private static void takeTurns(Dataset dataset, ForeignModel foreign, Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "kinds.", SchemaIds.fixed())) {
            pipeline.createTopics();
            var turns = new Turns(pipeline);
            var perceptron =
                    turns.begin(train(dataset, PerceptronSpec.quick(1).with(Map.of("hidden", "16", "epochs", "1"))));
            var neighbors =
                    pipeline.shadow("knn", train(dataset, NeighborSpec.plain().with(Map.of("references", "150"))));
            var network = pipeline.publish(foreign.draft("network", ClassNames.none(), ACTOR), foreign.snapshot());
            turns.shadow(network);
            pipeline.run("staying");
            try (var mortal = Program.startProcessor(folder, pipeline, "--fast-recovery")) {
                var feed = pipeline.feedEndlessly(dataset.test());
                turns.awaitAnswers(perceptron, neighbors, network);

                turns.handOver(perceptron, network);
                turns.awaitAnswers(network, neighbors, perceptron);
                mortal.kill();
                turns.handOver(network, neighbors);
                turns.awaitAnswers(neighbors, perceptron, network);
                turns.handBack(neighbors, network);
                turns.awaitAnswers(network, perceptron, neighbors);

                var fed = feed.stop();
                turns.answers.readUntil(fed);
                var report = pipeline.requireVerified();
                assertThat(report.predictions()).isEqualTo(fed);
                assertThat(report.rescored())
                        .as("every score is computed again")
                        .isEqualTo(turns.scores());
            }
        }
    }

    /** Who answers when, and what was answered. */
    private static final class Turns {
        private final Pipeline pipeline;
        private final TopicView<Prediction> answers;

        Turns(Pipeline pipeline) {
            this.pipeline = pipeline;
            this.answers = pipeline.predictions();
        }

        ModelReference begin(TrainedModel model) {
            return pipeline.promote("mlp", model);
        }

        void shadow(ModelReference version) {
            pipeline.deployments().shadow(version, ACTOR, "test");
        }

        /** Lets another version answer, and has the former champion scored beside it. */
        void handOver(ModelReference from, ModelReference to) {
            pipeline.deployments().promote(to, ACTOR, "its turn");
            shadow(from);
        }

        void handBack(ModelReference from, ModelReference to) {
            pipeline.deployments().rollBackTo(to, ACTOR, "its turn again");
            shadow(from);
        }

        /** Waits until enough images have an answer by this champion with the scores of these challengers beside it. */
        void awaitAnswers(ModelReference champion, ModelReference... challengers) {
            var wanted = new ArrayList<ModelReference>(List.of(champion));
            wanted.addAll(List.of(challengers));
            var before = count(answers.readToEnd(), wanted);
            answers.readUntil(found -> {
                if (count(found, wanted) < before + TURN) {
                    throw new AssertionError("there are no " + TURN + " new answers with scores of " + wanted);
                }
            });
        }

        private static long count(List<ConsumerRecord<String, Prediction>> found, List<ModelReference> wanted) {
            return found.stream()
                    .filter(answer -> Pipeline.models(answer.value()).equals(wanted))
                    .count();
        }

        long scores() {
            return answers.readToEnd().stream()
                    .mapToLong(answer -> answer.value().getScores().size())
                    .sum();
        }
    }

    private static TrainedModel train(Dataset dataset, ModelSpec spec) {
        return new ModelTrainer(2, Clock.systemUTC()).train(dataset, spec, TrainerListener.silent());
    }

    private static ForeignModel imported(byte[] file, ImportSettings settings) throws Exception {
        var imported = OnnxImport.read(file, settings);
        assertThat(imported.network().kind()).isEqualTo(GraphNetwork.KIND);
        var origin = new ForeignModel.Origin("network.onnx", Digests.sha256(file), "onnx", Map.of());
        return ForeignModel.of(imported.network(), origin);
    }

    private static LabeledImages mnist(String part) {
        return IdxReader.read(
                "mnist",
                data("mnist/" + part + "-images-idx3-ubyte.gz"),
                data("mnist/" + part + "-labels-idx1-ubyte.gz"),
                10);
    }

    private static Path data(String name) {
        var folder = Optional.ofNullable(System.getenv("GLYPHSTREAM_DATA"));
        assumeTrue(folder.isPresent(), "skipped: GLYPHSTREAM_DATA names no folder with " + name);
        var file = Path.of(folder.orElseThrow(), name);
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        return file;
    }
}
