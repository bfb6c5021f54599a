package io.glyphstream.learning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.learning.LoggedPipeline.Labels;
import io.glyphstream.learning.window.DataPin;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.PinException;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.TrainedModel;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A model whose data are pinned outlives retention with its proof. */
@Timeout(120)
final class DataPinTest {

    private static EmbeddedBroker broker;

    private LoggedPipeline pipeline;
    private PinsView pins;

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
                broker.bootstrapServers(), test.getTestMethod().orElseThrow().getName() + ".", 2);
        pins = new PinsView(pipeline);
        pipeline.sendDigits("early-", 150, 1, Labels.WITH_IMAGES, 0, 1);
        pipeline.sendDigits("unlabeled-", 20, 2, Labels.NEVER, 0, 1);
        pipeline.sendDigits("late-", 150, 3, Labels.LATER, 0, 1);
        // The later label of an image counts.
        pipeline.sendLabel(0, "late-0", 1);
        pipeline.sendLabel(0, "late-0", 2);
        // What the pipeline does not answer is not learned from, either.
        pipeline.send(pipeline.topics().images(), 0, "junk", new byte[] {1, 2, 3});
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aPinnedModelIsTheSameAgainAfterRetention() throws Exception {
        var manifest = publish("knn", 250);

        var pin = pin(manifest);
        removeAll();

        var log = log(manifest);
        assertThat(pin.records()).isEqualTo(size(log) - 1);
        assertThat(pin.copied()).isEqualTo(pin.records());
        assertThat(pin.bytes()).isEqualTo(pins.bytes());
        var result = again(manifest);
        assertThat(result.differences()).isEmpty();
        assertThat(result.snapshotSha256()).isEqualTo(manifest.getReference().getSha256());
        assertThat(result.data()).isEqualTo(log.getSha256());
        assertThat(HeldOutFigures.check(pipeline.cluster(), pipeline.topics(), 1, (model, done, total) -> {}))
                .isEqualTo(new HeldOutFigures.Report(1, List.of(), List.of()));
    }

    @Test
    void aRangeThatRetentionCutIsReadFromThePinAndTheOthersFromTheLog() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        var cut = log(manifest).getImages().get(1);
        pipeline.removeBefore(pipeline.topics().images(), 1, cut.getFrom() + 3);

        assertThat(again(manifest).isSame()).isTrue();
    }

    @Test
    void whatRetentionRemovesWhileItIsReadIsReadFromThePin() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        var images = pipeline.topics().images();

        // Labels are read first.
        var result = again(manifest, (topic, done, total) -> {
            pipeline.removeBefore(images, 0, log(manifest).getImages().get(0).getFrom() + 20);
            return true;
        });

        assertThat(result.isSame()).isTrue();
    }

    @Test
    void aTopicThatWasDeletedAndCreatedAgainTakesNoProofAway() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        pipeline.remake(pipeline.topics().images());
        pipeline.sendDigits("other-", 400, 9, Labels.WITH_IMAGES, 0, 1);

        assertThat(again(manifest).isSame()).isTrue();
    }

    @Test
    void withoutAPinWhatWouldHaveKeptTheRecordsIsToldOnce() {
        var manifest = publish("knn", 250);
        removeAll();

        assertThatThrownBy(() -> again(manifest))
                .isInstanceOfSatisfying(MissingRecordsException.class, missing -> {
                    assertThat(missing.ranges())
                            .hasSize(4)
                            .allSatisfy(range -> assertThat(range).doesNotContain("models pin"));
                    assertThat(missing.advice()).hasValue("models pin MODEL --data would have kept them");
                })
                .hasMessageEndingWith(" (models pin MODEL --data would have kept them)");
        assertThatThrownBy(() -> pin(manifest)).isInstanceOf(MissingRecordsException.class);
        assertThat(state(manifest)).isEqualTo(DataPin.State.NOT_PINNED);
    }

    @Test
    void aPipelineOfAnEarlierReleaseHasNoTopicOfPins() {
        var manifest = publish("knn", 250);
        pipeline.delete(pipeline.topics().pins());
        removeAll();

        assertThatThrownBy(() -> again(manifest)).isInstanceOf(MissingRecordsException.class);
        assertThat(state(manifest)).isEqualTo(DataPin.State.NOT_PINNED);
    }

    /** A copying that was killed has left records, and no range. */
    @Test
    void copiesWithoutTheirRangeDoNotCountUntilTheyAreCompleted() throws Exception {
        var manifest = publish("knn", 250);
        var pin = pin(manifest);
        var copies = pins.copies();
        pipeline.remake(pipeline.topics().pins());
        copies.subList(0, 100).forEach(pins::sendCopy);
        pipeline.flush();
        var image = log(manifest).getImages().get(0);

        assertThat(state(manifest)).isEqualTo(DataPin.State.NOT_PINNED);
        var completed = pin(manifest);

        assertThat(completed.records()).isEqualTo(pin.records());
        assertThat(completed.copied()).isEqualTo(pin.records() - 100);
        assertThat(pins.copies()).hasSize((int) pin.records());
        assertThat(state(manifest)).isEqualTo(DataPin.State.PINNED);
        pipeline.removeBefore(pipeline.topics().images(), 0, image.getTo());
        assertThat(again(manifest).isSame()).isTrue();
    }

    @Test
    void copiesWithoutTheirRangeAreNoDataOfAModelWhoseRecordsAreGone() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        var copies = pins.copies();
        pipeline.remake(pipeline.topics().pins());
        copies.forEach(pins::sendCopy);
        pipeline.flush();
        removeAll();

        assertThatThrownBy(() -> again(manifest)).isInstanceOf(MissingRecordsException.class);
    }

    @Test
    void aMissingCopyIsTold() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        var copies = pins.copies();
        var ranges = pins.ranges();
        var lost = copies.remove(10);
        pipeline.remake(pipeline.topics().pins());
        copies.forEach(pins::sendCopy);
        ranges.forEach(pins::sendRange);
        pipeline.flush();
        removeAll();

        var range = ranges.stream()
                .filter(whole ->
                        whole.getTopicId().equals(lost.getTopicId()) && whole.getPartition() == lost.getPartition())
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> again(manifest)).isInstanceOfSatisfying(MissingRecordsException.class, missing -> {
            assertThat(missing.ranges())
                    .singleElement()
                    .asString()
                    .endsWith(", and " + pipeline.topics().pins().name() + " has only " + (range.getRecords() - 1)
                            + " of its " + range.getRecords() + " records");
            assertThat(missing.advice()).isEmpty();
        });
    }

    @Test
    void recordsOfTwoModelsAreStoredOnce() throws Exception {
        var first = publish("first", 250);
        pipeline.sendDigits("new-", 50, 4, Labels.LATER, 0, 1);
        var second = publish("second", 250);

        var pinOfFirst = pin(first);
        var pinOfSecond = pin(second);
        var repeated = pin(second);

        assertThat(pinOfSecond.copied()).isPositive().isLessThan(pinOfSecond.records() / 2);
        assertThat(pins.copies())
                .hasSize((int) (pinOfFirst.copied() + pinOfSecond.copied()))
                .extracting(copy -> RecordKeys.pinnedRecord(copy.getTopicId(), copy.getPartition(), copy.getOffset()))
                .doesNotHaveDuplicates();
        assertThat(repeated).isEqualTo(new DataPin(second.getReference(), pinOfSecond.records(), 0, 0));
        removeAll();
        assertThat(again(first).isSame()).isTrue();
        assertThat(again(second).isSame()).isTrue();
    }

    /** The images of the smaller window lie in those of the larger one. */
    @Test
    void aModelWhoseRecordsAnotherOnePinnedNeedsNoPin() throws Exception {
        var larger = publish("larger", 250);
        var smaller = publish("smaller", 150);
        pin(larger);
        removeAll();

        assertThat(state(smaller)).isEqualTo(DataPin.State.PINNED);
        assertThat(again(smaller).isSame()).isTrue();
        assertThat(pin(smaller).copied()).isZero();
    }

    @Test
    void aFlippedByteInACopyIsToldByTheDigestAndMendedWhileTheRecordIsThere() throws Exception {
        var manifest = publish("knn", 250);
        pin(manifest);
        var log = log(manifest);
        var topicId = log.getImages().get(0).getTopicId();
        var copy = pins.copies().stream()
                .filter(candidate -> candidate.getTopicId().equals(topicId)
                        && new String(candidate.getKey().array(), UTF_8).startsWith("late-"))
                .findFirst()
                .orElseThrow();
        pins.sendCopy(PinsView.flipped(copy));
        pipeline.flush();

        pipeline.removeBefore(pipeline.topics().images(), copy.getPartition() == 0 ? 1 : 0, -1);
        var mended = pin(manifest);
        pins.sendCopy(PinsView.flipped(copy));
        pipeline.flush();
        removeAll();

        assertThat(mended.copied()).isEqualTo(1);
        assertThat(again(manifest).differences())
                .anySatisfy(difference -> assertThat(difference)
                        .startsWith("the digest of the data is ")
                        .endsWith(Digests.hex(log.getSha256())));
    }

    @Test
    void dataWithAnotherDigestAreNotPinned() {
        var window = window(250);
        var named = window.data();
        var other = new LogData(
                named.getImages(),
                named.getLabels(),
                named.getWindow(),
                named.getHeldOutRule(),
                Digests.sha256(new byte[] {1}));
        var manifest = publish(train(window).readFrom(other), "knn");

        assertThatThrownBy(() -> pin(manifest))
                .isInstanceOf(PinException.class)
                .hasMessageContaining("the data of knn@1 cannot be pinned", Digests.hex(named.getSha256()));
        assertThat(pins.ranges()).isEmpty();
        assertThat(state(manifest)).isEqualTo(DataPin.State.NOT_PINNED);
    }

    @Test
    void aModelOfAFileHasNothingOnTheLog() {
        var drawn = new Dataset("drawn", DigitPainter.draw(50, 5), DigitPainter.draw(20, 6));
        var manifest = publish(
                new ModelTrainer(1, Clock.systemUTC()).train(drawn, NeighborSpec.plain(), TrainerListener.silent()),
                "file");

        assertThatThrownBy(() -> pin(manifest))
                .isInstanceOf(PinException.class)
                .hasMessage("the data of file@1 cannot be pinned: it was trained on a file, drawn, and on nothing of"
                        + " the log");
    }

    private void removeAll() {
        for (Topic<?> topic :
                List.of(pipeline.topics().images(), pipeline.topics().labels())) {
            for (int partition = 0; partition < 2; partition++) {
                pipeline.removeBefore(topic, partition, -1);
            }
        }
    }

    private DataPin pin(ModelManifest manifest) throws MissingRecordsException {
        return DataPin.pin(pipeline.cluster(), pipeline.topics(), manifest, ReadProgress.untold());
    }

    private DataPin.State state(ModelManifest manifest) {
        return DataPin.state(pipeline.cluster(), pipeline.topics(), log(manifest));
    }

    private RetrainedModel again(ModelManifest manifest) throws MissingRecordsException {
        return again(manifest, ReadProgress.untold());
    }

    private RetrainedModel again(ModelManifest manifest, ReadProgress progress) throws MissingRecordsException {
        return Retraining.prepare(
                        pipeline.cluster(),
                        pipeline.topics(),
                        manifest,
                        name -> {
                            throw new AssertionError("no file must be read, but this was: " + name);
                        },
                        progress)
                .train(new ModelTrainer(1, Clock.systemUTC()), TrainerListener.silent());
    }

    private ModelManifest publish(String name, int newest) {
        return publish(train(window(newest)), name);
    }

    private ModelManifest publish(TrainedModel model, String name) {
        return pipeline.publish(model.draft(name, "somebody"), model.snapshot());
    }

    private LogWindow window(int newest) {
        pipeline.flush();
        return new WindowSearch(pipeline.cluster(), pipeline.topics())
                .find(WindowRule.newest(newest), Optional.empty(), ReadProgress.untold());
    }

    private static TrainedModel train(LogWindow window) {
        return new ModelTrainer(1, Clock.systemUTC())
                .train(window.dataset(), NeighborSpec.plain(), TrainerListener.silent())
                .readFrom(window.data());
    }

    private static LogData log(ModelManifest manifest) {
        @Nullable LogData log = manifest.getTraining().getLog();
        return Optional.ofNullable(log).orElseThrow();
    }

    private static long size(LogData log) {
        return Stream.of(log.getImages(), log.getLabels())
                .flatMap(List::stream)
                .mapToLong(range -> range.getTo() - range.getFrom())
                .sum();
    }
}
