package io.glyphstream.it;

import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainingRequests;
import io.glyphstream.learning.window.HeldOut;
import io.glyphstream.learning.window.ImageShape;
import io.glyphstream.learning.window.LogRanges;
import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.operations.TrainerStatus;
import io.glyphstream.producer.LabelPolicy;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Preprocessing;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A trainer learns from a stream that processors answer. */
@Timeout(180)
@Tag("slow")
final class TrainerServiceTest {

    private static final LabeledImages STREAM = DIGITS.training();

    private static EmbeddedBroker broker;

    private Pipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        var prefix = test.getTestMethod().orElseThrow().getName() + ".";
        pipeline = new Pipeline(broker.bootstrapServers(), prefix, SchemaIds.fixed());
        pipeline.createTopics();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void whatItLearnsAnswersAndItsDataSetIsNamedByTheLog() throws Exception {
        pipeline.feed("first", STREAM.range(0, 500), ProducerSettings.defaults(), Clock.systemUTC());
        pipeline.feed(
                "later",
                STREAM.range(500, 600),
                ProducerSettings.defaults().withLabels(LabelPolicy.LATER),
                Clock.systemUTC());
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 600, 0))) {
            var outcome = trainer.awaitOutcome(1);

            assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
            assertThat(outcome.getCause()).isEqualTo("600 new labels");
            assertThat(status().reports()).singleElement().satisfies(report -> {
                assertThat(status().isGone(report)).isFalse();
                assertThat(report.getLast()).isEqualTo(outcome);
            });
        }
        assertThat(status().reports())
                .singleElement()
                .satisfies(report -> assertThat(status().text(report)).isEqualTo("stopped"));
        pipeline.run("one");
        pipeline.predictions().readUntil(600);
        pipeline.requireVerified();
        var manifest = newest();
        var log = manifest.getTraining().getLog();
        var window = new LogReader(pipeline.cluster, pipeline.topics)
                .read(
                        new LogRanges(log.getImages(), log.getLabels()),
                        WindowRule.parse(log.getWindow()),
                        Optional.of(ImageShape.of(manifest)),
                        ReadProgress.untold());
        assertThat(window.size()).isEqualTo(600);
        assertThat(window.sha256()).isEqualTo(log.getSha256());
        assertThat(manifest.getTraining().getHeldOut())
                .isEqualTo(pipeline.answers().stream()
                        .filter(answer -> HeldOut.contains(answer.getImageId()))
                        .count());
        assertThat(window.dataset().training().size() + manifest.getTraining().getHeldOut())
                .isEqualTo(600);
    }

    @Test
    void aBetterVersionIsPromotedAndComparedInServiceWithTheChampionBefore() throws Exception {
        var names = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
        var preprocessing = new Preprocessing("gray", "automatic", "contain", true);
        pipeline.promote("poor", Models.poor(names).takingPictures(preprocessing));
        pipeline.run("one");
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 1_000, 100))) {
            trainer.awaitPhase(TrainerPhase.COLLECTING);
            pipeline.feed("first", STREAM.range(0, 1_000));
            var outcome = trainer.awaitOutcome(1);
            assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
            assertThat(outcome.getComparedWith().getModel()).isEqualTo("poor");
            assertThat(newest().getClassNames())
                    .as("a window has no names, those of the champion go on")
                    .isEqualTo(names);
            assertThat(newest().getPreprocessing())
                    .as("nor does it say how pictures become its images")
                    .isEqualTo(preprocessing);

            trainer.awaitPhase(TrainerPhase.WATCHING);
            await().atMost(Pipeline.PATIENCE).until(() -> lastDecision().getAction() == DeploymentAction.SHADOW);
            pipeline.feed("second", STREAM.range(0, 200));
            await().atMost(Pipeline.PATIENCE).until(() -> lastDecision().getAction() == DeploymentAction.UNSHADOW);

            assertThat(lastDecision().getReason())
                    .contains("images right in service")
                    .contains("by the champion before");
            assertThat(lastDecision().getChampion()).isEqualTo(outcome.getModel());
            await().atMost(Pipeline.PATIENCE)
                    .until(() -> trainer.kept().equals(List.of(lastDecision().getReason())));
        }
    }

    /** A champion from a file has only its own first answers to be compared with; these drifted already. */
    @Test
    void firstAnswersThatAreNotLikeTheHeldOutImagesAreDrift() throws Exception {
        pipeline.promote("poor", POOR);
        pipeline.run("one");
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 1_000, 0))) {
            trainer.awaitPhase(TrainerPhase.COLLECTING);
            pipeline.feed("upright", STREAM.range(0, 1_000));
            assertThat(trainer.awaitOutcome(1).getResult()).isEqualTo(TrainingResult.PROMOTED);
            var unlabeled = ProducerSettings.defaults().withLabels(LabelPolicy.NEVER);

            pipeline.feed("inverted", inverted(STREAM.range(0, 300)), unlabeled, Clock.systemUTC());

            await().atMost(Pipeline.PATIENCE)
                    .until(
                            () -> trainer.drift().stream()
                                    .anyMatch(
                                            what -> what.matches(
                                                    "the outputs of learned@1 on its last 100 images are not those on its \\d+ held-out ones .*")));
        }
    }

    /** Its own held-out images are labeled as wrongly, so the new version is better on them: only service tells. */
    @Test
    void aVersionThatIsWorseInServiceIsRolledBack() throws Exception {
        var good = pipeline.promote("good", GOOD);
        pipeline.run("one");
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 1_000, 400))) {
            trainer.awaitPhase(TrainerPhase.COLLECTING);
            pipeline.feed("poisoned", relabeled(STREAM.range(0, 1_000), label -> (label + 1) % 10));
            assertThat(trainer.awaitOutcome(1).getResult()).isEqualTo(TrainingResult.PROMOTED);
            trainer.awaitPhase(TrainerPhase.WATCHING);
            await().atMost(Pipeline.PATIENCE).until(() -> lastDecision().getAction() == DeploymentAction.SHADOW);

            pipeline.feed("right", STREAM.range(0, 300));

            assertThat(trainer.awaitOutcome(2).getResult()).isEqualTo(TrainingResult.ROLLED_BACK);
            assertThat(lastDecision().getChampion()).isEqualTo(good);
            assertThat(lastDecision().getReason()).startsWith("worse in service");
        }
    }

    @Test
    void whatLearnsFromShuffledLabelsIsNotPromoted() throws Exception {
        var good = pipeline.promote("good", GOOD);
        int[] labels = STREAM.labels();
        pipeline.feed("shuffled", relabeled(STREAM.range(0, 1_000), shuffled(labels)));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 1_000, 0))) {
            var outcome = trainer.awaitOutcome(1);

            assertThat(outcome.getResult()).isEqualTo(TrainingResult.HELD);
            assertThat(outcome.getReason()).startsWith("not promoted: ").contains("good@1");
            assertThat(outcome.getModel().getModel()).isEqualTo(RunningTrainer.MODEL);
            assertThat(lastDecision().getChampion()).isEqualTo(good);
        }
    }

    @Test
    void aPoisonedClassIsNamedByTrustedImages() throws Exception {
        var good = pipeline.promote("good", GOOD);
        pipeline.feed("poisoned", relabeled(STREAM.range(0, 1_000), label -> label == 3 ? 8 : label));
        var settings = RunningTrainer.settings("one", 1_000, 0).withReference(DIGITS.test());
        try (var trainer = new RunningTrainer(pipeline, settings)) {
            var outcome = trainer.awaitOutcome(1);

            assertThat(outcome.getResult()).isEqualTo(TrainingResult.HELD);
            assertThat(outcome.getReason()).contains("of the reference images of class 3 it names 0 of ");
            assertThat(lastDecision().getChampion()).isEqualTo(good);
        }
    }

    @Test
    void ofTwoOneWorksAndTheOtherTakesOver() throws Exception {
        pipeline.feed("first", STREAM.range(0, 600));
        try (var second = startSecond()) {
            assertThat(second.outcomes()).isEmpty();
            new TrainingRequests(pipeline.cluster, pipeline.topics, Clock.systemUTC())
                    .request(RunningTrainer.MODEL, "ada", "new cameras");

            var outcome = second.awaitOutcome(1);

            assertThat(outcome.getNumber()).isEqualTo(2);
            assertThat(outcome.getCause()).isEqualTo("asked for by ada: new cameras");
            assertThat(outcome.getReason()).isEqualTo("learned@1 is the champion already");
        }
        try (var catalog = pipeline.catalog()) {
            assertThat(catalog.manifests())
                    .as("the same data give the same version")
                    .hasSize(1);
        }
    }

    /** The first does a training while the second stands by, and leaves. */
    private RunningTrainer startSecond() throws Exception {
        try (var first = new RunningTrainer(pipeline, RunningTrainer.settings("one", 600, 0))) {
            first.awaitPhase(TrainerPhase.COLLECTING);
            var second = new RunningTrainer(pipeline, RunningTrainer.settings("two", 600, 0));
            TrainingOutcome outcome = first.awaitOutcome(1);
            assertThat(outcome.getResult()).isEqualTo(TrainingResult.PROMOTED);
            return second;
        }
    }

    /** Data that cannot make a model are no reason to end. */
    @Test
    void oneClassAloneIsAFailureAndTheNextTrainingGoesWell() throws Exception {
        pipeline.feed("one-class", relabeled(STREAM.range(0, 100), label -> 3));
        try (var trainer = new RunningTrainer(pipeline, RunningTrainer.settings("one", 100, 0))) {
            var failed = trainer.awaitOutcome(1);
            assertThat(failed.getResult()).isEqualTo(TrainingResult.FAILED);
            assertThat(failed.getReason()).contains("must show at least 2 classes");

            pipeline.feed("all-classes", STREAM.range(100, 600));

            assertThat(trainer.awaitOutcome(2).getResult()).isEqualTo(TrainingResult.PROMOTED);
        }
    }

    private TrainerStatus status() {
        return TrainerStatus.read(pipeline.cluster, pipeline.topics, Clock.systemUTC());
    }

    private Deployment lastDecision() {
        try (var deployments = pipeline.deployments()) {
            return deployments.current().orElseThrow();
        }
    }

    private ModelManifest newest() {
        try (var catalog = pipeline.catalog()) {
            return catalog.newest(RunningTrainer.MODEL).orElseThrow();
        }
    }

    private static IntUnaryOperator shuffled(int[] labels) {
        var next = new AtomicInteger();
        var random = new Random(7);
        int[] order = random.ints(0, labels.length).limit(labels.length).toArray();
        return label -> labels[order[next.getAndIncrement()]];
    }

    private static LabeledImages inverted(LabeledImages images) {
        var pixels = images.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return new LabeledImages(
                images.name(), images.rows(), images.columns(), images.classes(), pixels, images.labels());
    }

    private static LabeledImages relabeled(LabeledImages images, IntUnaryOperator change) {
        int[] labels = Arrays.stream(images.labels()).map(change).toArray();
        return new LabeledImages(
                images.name(), images.rows(), images.columns(), images.classes(), images.pixels(), labels);
    }
}
