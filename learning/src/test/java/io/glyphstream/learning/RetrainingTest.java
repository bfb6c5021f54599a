package io.glyphstream.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.learning.LoggedPipeline.Labels;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import io.glyphstream.trainer.Recipes;
import io.glyphstream.trainer.StartingWeights;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A model that was trained on the log is trained again from its manifest, whatever has come to the log since. */
@Timeout(120)
final class RetrainingTest {

    private static final ModelSpec SHORT =
            PerceptronPlan.of(Preset.QUICK, 3).with(Map.of("hidden", "16", "epochs", "2"));
    private static final Dataset DIGITS = new Dataset("drawn", DigitPainter.draw(300, 5), DigitPainter.draw(50, 6));
    private static EmbeddedBroker broker;

    private LoggedPipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void fillTheLog(TestInfo test) {
        pipeline = new LoggedPipeline(
                broker.bootstrapServers(), test.getTestMethod().orElseThrow().getName() + ".", 3);
        pipeline.sendDigits("early-", 150, 1, Labels.WITH_IMAGES, 0, 1);
        pipeline.sendDigits("unlabeled-", 50, 2, Labels.NEVER, 0, 1);
        pipeline.sendDigits("late-", 150, 3, Labels.LATER, 0, 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void theSameBytesComeOutWhateverIsSentAfterwards() throws Exception {
        var manifest = publish("mlp", train(window(), Optional.empty()));
        var log = log(manifest);
        assertThat(again(manifest).isSame()).isTrue();

        for (int i = 0; i < 150; i++) {
            pipeline.sendLabel(i % 2, "late-" + i, 9);
        }
        pipeline.sendDigits("new-", 100, 4, Labels.LATER, 0, 1, 2);
        var result = again(manifest);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isSame()).isTrue();
        assertThat(result.snapshotSha256()).isEqualTo(manifest.getReference().getSha256());
        assertThat(result.data()).isEqualTo(log.getSha256());
        assertThat(result.trainedOn()).isEqualTo(manifest.getTraining().getTrainedOn());
        assertThat(result.heldOut())
                .isPositive()
                .isEqualTo(manifest.getTraining().getHeldOut());
        assertThat(window().sha256()).as("the window of now is another").isNotEqualTo(log.getSha256());
    }

    @Test
    void theSameLearningCurveComesOutAndAnotherInTheManifestIsADifference() throws Exception {
        var manifest = publish("mlp", train(window(), Optional.empty()));
        var curve = LearningCurves.of(manifest).orElseThrow();
        assertThat(curve.getPoints()).hasSize(2);
        assertThat(again(manifest).differences()).isEmpty();

        curve.getPoints().get(1).put("trainingLoss", 0.25);

        assertThat(again(manifest).differences()).containsExactly("the learning curve is another than in the manifest");
        manifest.put("learningCurve", null);
        assertThat(again(manifest).differences())
                .as("an earlier release published it")
                .isEmpty();
    }

    @Test
    void aTrainingThatBeganWithWeightsBeginsWithThemAgain() throws Exception {
        var first = train(window(), Optional.empty());
        var start = publish("first", first).getReference();
        var weights = new StartingWeights(start, first.classifier());
        var manifest = publish("second", train(window(), Optional.of(weights)));

        assertThat(again(manifest).differences()).isEmpty();
    }

    @Test
    void weightsThatAreNotPublishedAnyMoreAreNamed() throws Exception {
        var first = train(window(), Optional.empty());
        var start = new ModelReference("first", 1, Digests.sha256(first.snapshot()));
        var weights = new StartingWeights(start, first.classifier());
        var manifest = publish("second", train(window(), Optional.of(weights)));

        assertThatThrownBy(() -> again(manifest))
                .isInstanceOf(RetrainingException.class)
                .hasMessageContaining("second@1 cannot be trained again")
                .hasMessageContaining("first@1, is not published any more");
    }

    @Test
    void weightsOfAnotherKindAreRefused() {
        var start = publish("index", trainNeighbors()).getReference();
        var model = train(window(), Optional.empty());
        var recipe = beginningWith(start, model.recipe());
        var manifest = published(Drafts.withRecipe(model.draft("mlp", "somebody"), "second", recipe), model);

        assertThatThrownBy(() -> again(manifest))
                .isInstanceOf(RetrainingException.class)
                .hasMessageContaining("second@1 cannot be trained again")
                .hasMessageContaining("index@1, is no perceptron");
    }

    /** An earlier release named the champion in recipes of nearest neighbors, too, which begin with no weights. */
    @Test
    void weightsAreNotReadForAKindThatHasNone() throws Exception {
        var model = trainNeighbors().readFrom(window().data());
        var gone = new ModelReference("first", 1, Digests.sha256(new byte[] {1}));
        var recipe = beginningWith(gone, model.recipe());
        var manifest = published(Drafts.withRecipe(model.draft("knn", "somebody"), "knn", recipe), model);

        assertThat(again(manifest).differences()).isEmpty();
    }

    @Test
    void anotherDigestIsToldAndWhatItIs() throws Exception {
        var model = train(window(), Optional.empty());
        var honest = log(publish("honest", model));
        var other = Digests.sha256(new byte[] {1});
        var manifest = publish(
                "other",
                model.readFrom(new LogData(
                        honest.getImages(), honest.getLabels(), honest.getWindow(), honest.getHeldOutRule(), other)));

        var result = again(manifest);

        assertThat(result.isSame()).isFalse();
        assertThat(result.differences())
                .containsExactly("the digest of the data is " + Digests.hex(honest.getSha256())
                        + ", and the manifest says " + Digests.hex(other));
        assertThat(result.snapshotSha256()).isEqualTo(manifest.getReference().getSha256());
    }

    @Test
    void anotherModelIsToldByItsDigestAndFigures() throws Exception {
        var model = train(window(), Optional.empty());
        var other = new ModelTrainer(2, Clock.systemUTC())
                .train(
                        window().dataset(),
                        PerceptronPlan.of(Preset.QUICK, 4).with(Map.of("hidden", "8", "epochs", "1")),
                        TrainerListener.silent());
        var manifest = pipeline.publish(model.draft("mlp", "somebody"), other.snapshot());

        assertThat(again(manifest).differences())
                .containsExactly("the digest of the snapshot is " + Digests.hex(Digests.sha256(model.snapshot()))
                        + ", and the manifest says " + Digests.hex(Digests.sha256(other.snapshot())));
    }

    @Test
    void figuresThatAreNotThoseOfTheModelAreTold() throws Exception {
        var model = train(window(), Optional.empty());
        var correct = model.report().confusion().correct();
        var draft = Drafts.withCorrect(model.draft("mlp", "somebody"), correct + 1);
        var manifest = pipeline.publish(draft, model.snapshot());

        assertThat(again(manifest).differences())
                .containsExactly("of these right: " + correct + ", and the manifest says " + (correct + 1));
    }

    @Test
    void recordsThatRetentionRemovedAreNamedByRange() throws Exception {
        var manifest = publish("mlp", train(window(), Optional.empty()));
        var images = pipeline.topics().images();
        var range = log(manifest).getImages().get(1);
        pipeline.removeBefore(images, 1, range.getFrom() + 3);

        assertThatThrownBy(() -> again(manifest))
                .isInstanceOfSatisfying(
                        MissingRecordsException.class,
                        missing -> assertThat(missing.ranges())
                                .containsExactly(images.name() + " partition 1, offsets " + range.getFrom() + " to "
                                        + (range.getTo() - 1) + ": the log begins at " + (range.getFrom() + 3)));
    }

    @Test
    void aTopicThatWasDeletedAndCreatedAgainIsToldEvenIfItHasTheSameRecords() throws Exception {
        var manifest = publish("mlp", train(window(), Optional.empty()));
        pipeline.remake(pipeline.topics().labels());
        for (int i = 0; i < 150; i++) {
            pipeline.sendLabel(i % 2, "late-" + i, 1);
        }
        pipeline.flush();

        assertThatThrownBy(() -> again(manifest))
                .isInstanceOfSatisfying(
                        MissingRecordsException.class,
                        missing -> assertThat(missing.ranges())
                                .hasSize(2)
                                .allSatisfy(range -> assertThat(range)
                                        .startsWith(pipeline.topics().labels().name() + " partition ")
                                        .endsWith(": the topic was deleted and created again")));
    }

    @Test
    void aManifestThatDoesNotSayHowIsRefused() {
        var model = train(window(), Optional.empty());
        var draft = model.draft("mlp", "somebody");
        var recipe = model.recipe();
        var forest = new TrainingRecipe("forest", "", 1L, Map.of(), null, 1);
        var ofTomorrow = new TrainingRecipe(
                recipe.getKind(), recipe.getPreset(), recipe.getSeed(), Map.of("depth", "3"), null, 1);

        assertThatThrownBy(() -> again(published(Drafts.withRecipe(draft, "early", null), model)))
                .hasMessageContaining("early@1 cannot be trained again")
                .hasMessageContaining("an earlier release published it");
        assertThatThrownBy(() -> again(published(Drafts.withRecipe(draft, "forest", forest), model)))
                .isInstanceOf(RetrainingException.class)
                .hasMessageContaining("mlp or knn or cnn but was 'forest'");
        assertThatThrownBy(() -> again(published(Drafts.withRecipe(draft, "deep", ofTomorrow), model)))
                .isInstanceOf(RetrainingException.class)
                .hasMessageContaining("depth");
        assertThatThrownBy(() -> again(published(Drafts.withHeldOutRule(draft, "odd", "every-second"), model)))
                .isInstanceOf(RetrainingException.class)
                .hasMessageContaining("but was 'every-second'");
    }

    @Test
    void anotherVersionOfTheTrainingCodeIsNoted() throws Exception {
        var model = train(window(), Optional.empty());
        var recipe = model.recipe();
        var next = new TrainingRecipe(
                recipe.getKind(),
                recipe.getPreset(),
                recipe.getSeed(),
                recipe.getSettings(),
                null,
                Recipes.CODE_VERSION + 1);
        var manifest = published(Drafts.withRecipe(model.draft("mlp", "somebody"), "mlp", next), model);

        var result = again(manifest);

        assertThat(result.isSame()).isTrue();
        assertThat(result.notes())
                .containsExactly("the training code has version " + Recipes.CODE_VERSION + ", and the manifest says "
                        + (Recipes.CODE_VERSION + 1));
    }

    @Test
    void aModelOfAFileIsTheSameFromTheSameFileOnly() throws Exception {
        var model = new ModelTrainer(2, Clock.systemUTC()).train(DIGITS, SHORT, TrainerListener.silent());
        var manifest = publish("file", model);

        assertThat(again(manifest, name -> {
                            assertThat(name).isEqualTo("drawn");
                            return DIGITS;
                        })
                        .differences())
                .isEmpty();

        var other = new Dataset("drawn", DigitPainter.draw(300, 7), DIGITS.test());
        assertThatThrownBy(() -> again(manifest, name -> other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("file@1 was trained on those with "
                        + Digests.hex(manifest.getTraining().getDatasetSha256()));
    }

    private TrainedModel trainNeighbors() {
        return new ModelTrainer(1, Clock.systemUTC())
                .train(window().dataset(), NeighborSpec.plain(), TrainerListener.silent());
    }

    private static TrainingRecipe beginningWith(ModelReference start, TrainingRecipe recipe) {
        return new TrainingRecipe(
                recipe.getKind(),
                recipe.getPreset(),
                recipe.getSeed(),
                recipe.getSettings(),
                start,
                recipe.getCodeVersion());
    }

    private ModelManifest published(ModelDraft draft, TrainedModel model) {
        return pipeline.publish(draft, model.snapshot());
    }

    private LogWindow window() {
        pipeline.flush();
        return new WindowSearch(pipeline.cluster(), pipeline.topics())
                .find(WindowRule.newest(250), Optional.empty(), ReadProgress.untold());
    }

    private static TrainedModel train(LogWindow window, Optional<StartingWeights> start) {
        return new ModelTrainer(2, Clock.systemUTC())
                .train(window.dataset(), SHORT, start, TrainerListener.silent())
                .readFrom(window.data());
    }

    private ModelManifest publish(String name, TrainedModel model) {
        return pipeline.publish(model.draft(name, "somebody"), model.snapshot());
    }

    private static Dataset noFile(String name) {
        throw new AssertionError("no file must be read, but this was: " + name);
    }

    private RetrainedModel again(ModelManifest manifest) throws MissingRecordsException {
        return again(manifest, RetrainingTest::noFile);
    }

    private RetrainedModel again(ModelManifest manifest, Function<String, Dataset> files)
            throws MissingRecordsException {
        return Retraining.prepare(pipeline.cluster(), pipeline.topics(), manifest, files, ReadProgress.untold())
                .train(new ModelTrainer(1, Clock.systemUTC()), TrainerListener.silent());
    }

    private static LogData log(ModelManifest manifest) {
        @Nullable LogData log = manifest.getTraining().getLog();
        return Optional.ofNullable(log).orElseThrow();
    }
}
