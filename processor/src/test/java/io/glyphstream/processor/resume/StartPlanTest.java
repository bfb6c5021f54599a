package io.glyphstream.processor.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.processor.settings.Resume;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartPlanTest {
    private static final Uuid TOPIC = new Uuid(1, 1);
    private static final Uuid FORMER_TOPIC = new Uuid(1, 2);
    private static final TopicPartition IMAGES = new TopicPartition("images", 3);
    private static final TopicPartition LABELS = new TopicPartition("labels", 3);
    private static final Answered UP_TO_60 = new Answered(true, OptionalLong.of(61), OptionalLong.of(7));

    @Test
    void committedOffsetWithinTheLogStays() {
        var plan = plan(Resume.REFUSE, Answered.NOTHING);
        plan.add(images(10, 100, 40, position(TOPIC, 40)));
        assertThat(plan.offsets()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.removedFrom()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "5, 10", "120, 100"})
    void forgottenOffsetIsPutInPlaceByTheRecordedPosition(long recorded, long expected) {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(10, 100, null, position(TOPIC, recorded)));
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, expected));
        assertThat(plan.warnings()).hasSize(1);
    }

    @Test
    void whatWasRemovedBehindTheRecordedPositionIsLost() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(10, 100, null, position(TOPIC, 5)));
        assertThat(plan.removedFrom()).containsExactly(Map.entry(IMAGES, 5L));
    }

    @Test
    void whatWasRemovedBehindTheCommittedOffsetIsLost() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(90, 100, 25, position(TOPIC, 25)));
        assertThat(plan.removedFrom()).containsExactly(Map.entry(IMAGES, 25L));
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, 90L));
    }

    @Test
    void offsetThatAnOperatorHasSetBackStays() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 100, 25, position(TOPIC, 40)));
        assertThat(plan.offsets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"40", "NULL"},
            nullValues = "NULL")
    void topicThatWasDeletedAndCreatedAgainIsReadFromItsBeginning(@Nullable Integer committed) {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 100, committed, position(FORMER_TOPIC, 40)));
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, 0L));
        assertThat(plan.warnings()).singleElement().asString().contains("deleted and created again");
    }

    @Test
    void topicThatWasDeletedAndCreatedAgainNeedsNothingOnceAnotherProcessorHasSetItsOffset() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 100, 0, position(FORMER_TOPIC, 40)));
        assertThat(plan.offsets()).isEmpty();
    }

    @Test
    void offsetBeyondTheEndOfTheSameTopicGoesOnAtTheEnd() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 30, 40, position(TOPIC, 40)));
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, 30L));
        assertThat(plan.warnings()).singleElement().asString().contains("beyond the end", "partition 3 at offset 30");
    }

    @Test
    void offsetBeyondTheEndOfAnUnknownTopicIsForAPersonToDecide() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 30, 40, null));
        assertThat(plan.undecided()).singleElement().asString().contains("40", "30");
    }

    @Test
    void firstStartBeginsAtTheBeginning() {
        var plan = plan(Resume.REFUSE, Answered.NOTHING);
        plan.add(images(0, 100, null, null));
        plan.add(labels(0, 20, null, false));
        assertThat(plan.offsets()).isEmpty();
        assertThat(plan.undecided()).isEmpty();
    }

    @Test
    void whatWasRemovedBeforeTheFirstStartIsLostToo() {
        var plan = plan(Resume.REFUSE, Answered.NOTHING);
        plan.add(images(30, 100, null, null));
        assertThat(plan.removedFrom()).containsExactly(Map.entry(IMAGES, 0L));
    }

    @Test
    void answersOfAnotherApplicationAreForAPersonToDecide() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(images(0, 100, null, null));
        plan.add(labels(0, 20, null, false));
        assertThat(plan.undecided())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("were answered, up to offset 60"));
        assertThat(plan.offsets()).isEmpty();
    }

    @Test
    void personMayDecideToGoOnBehindTheAnswers() {
        var plan = plan(Resume.ANSWERED, UP_TO_60);
        plan.add(images(0, 100, null, null));
        plan.add(labels(0, 20, null, false));
        assertThat(plan.undecided()).isEmpty();
        assertThat(plan.offsets()).containsOnly(Map.entry(IMAGES, 61L), Map.entry(LABELS, 7L));
    }

    @Test
    void personMayDecideToAnswerAgain() {
        var plan = plan(Resume.BEGINNING, UP_TO_60);
        plan.add(images(5, 100, null, null));
        assertThat(plan.undecided()).isEmpty();
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, 5L));
    }

    @Test
    void answersThatAreGoneCannotSayWhereToGoOn() {
        var plan = plan(Resume.ANSWERED, new Answered(true, OptionalLong.empty(), OptionalLong.empty()));
        plan.add(images(0, 100, null, null));
        assertThat(plan.undecided()).hasSize(1);
    }

    @Test
    void applicationOfAnEarlierVersionGoesOnBehindItsAnswersWhereNoLabelCame() {
        var plan = new StartPlan(Resume.REFUSE, true, partition -> UP_TO_60);
        plan.add(images(0, 100, null, null));
        plan.add(labels(0, 0, null, false));
        assertThat(plan.undecided()).isEmpty();
        assertThat(plan.offsets()).containsExactly(Map.entry(IMAGES, 61L));
    }

    @Test
    void labelsThatNobodyEverReadBeginAtTheBeginningThoughImagesWereAnswered() {
        var plan = plan(Resume.REFUSE, UP_TO_60);
        plan.add(labels(0, 20, null, true));
        assertThat(plan.offsets()).isEmpty();
        assertThat(plan.undecided()).isEmpty();
    }

    private static StartPlan plan(Resume resume, Answered answered) {
        return new StartPlan(resume, false, partition -> answered);
    }

    private static Position position(Uuid topic, long next) {
        return new Position(topic, next);
    }

    private static PartitionState images(
            long begin, long end, @Nullable Integer committed, @Nullable Position recorded) {
        return new PartitionState(
                Input.IMAGES, IMAGES, TOPIC, begin, end, optional(committed), recorded, recorded != null);
    }

    private static PartitionState labels(long begin, long end, @Nullable Integer committed, boolean ranBefore) {
        return new PartitionState(Input.LABELS, LABELS, TOPIC, begin, end, optional(committed), null, ranBefore);
    }

    private static OptionalLong optional(@Nullable Integer offset) {
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
