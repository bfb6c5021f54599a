package io.glyphstream.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TextLimits;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class LabelMemoryTest {
    private static final long TIME = 1_772_355_600_000L;
    private static final List<ModelReference> MODELS = List.of(model("mlp", 3), model("knn", 12));

    private static final long LIFE = Duration.ofMinutes(10).toMillis();

    private final LabelMemory memory = new LabelMemory(Duration.ofMinutes(10));

    @Test
    void rememberedImagesTakeNoMoreBytesThanTheyMay() {
        var perImage = TextLimits.ID + MODELS.size();
        var fitting = (int) (LabelMemory.MOST_IMAGE_BYTES / perImage);
        for (var i = 0; i < fitting; i++) {
            answer(longId(i));
        }
        var left = (int) (LabelMemory.MOST_IMAGE_BYTES % perImage) - MODELS.size();
        answer("f".repeat(left));
        assertThat(memory.labeled(late(longId(0), 1, 0)))
                .as("they take all that they may")
                .isInstanceOf(LabelOutcome.Corrects.class);

        answer(longId(fitting));

        assertThat(memory.labeled(late(longId(0), 1, 0))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labeled(late(longId(1), 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);
        assertThat(memory.labeled(late(longId(fitting), 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);
    }

    @Test
    void waitingLabelsTakeNoMoreBytesThanTheyMay() {
        memory.advance(TIME);
        var fitting = (int) (LabelMemory.MOST_LABEL_BYTES / Images.MAX_LABEL_BYTES);
        for (var i = 0; i < fitting; i++) {
            assertThat(memory.labeled(late("i" + i, 1, Images.MAX_LABEL_BYTES))).isInstanceOf(LabelOutcome.Waits.class);
        }

        var refused = memory.labeled(late("one more", 1, 1));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        LabelOutcome.Crowded.class,
                        outcome -> assertThat(outcome.reason())
                                .isEqualTo(
                                        "the labels that wait for their images may take 8388608 bytes, and would take 8388609"
                                                + " with this one"));
        assertThat(memory.labeled(late("i7", 2, Images.MAX_LABEL_BYTES)))
                .as("it takes the place of the one before")
                .isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labelFor("i3")).isPresent();
        assertThat(memory.labeled(late("one more", 1, 1))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.advance(TIME + Duration.ofMinutes(11).toMillis())).hasSize(fitting);
        assertThat(memory.labeled(late("i3", 1, (int) LabelMemory.MOST_LABEL_BYTES)))
                .isInstanceOf(LabelOutcome.Waits.class);
    }

    @Test
    void imageIsRememberedForTheTimeToLiveAndNoMillisecondLonger() {
        answer("a");
        memory.advance(TIME + LIFE);
        assertThat(memory.labeled(late("a", 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);

        memory.advance(TIME + LIFE + 1);

        assertThat(memory.labeled(late("a", 1, 0))).isInstanceOf(LabelOutcome.Waits.class);
    }

    @Test
    void labelWaitsForTheTimeToLiveAndNoMillisecondLonger() {
        memory.advance(TIME);
        memory.labeled(late("a", 1, 0));
        memory.advance(TIME + 1);
        memory.labeled(late("b", 1, 0));

        assertThat(memory.advance(TIME + LIFE)).isEmpty();
        assertThat(memory.advance(TIME + LIFE + 1))
                .extracting(LateLabel::imageId)
                .containsExactly("a");
        assertThat(memory.advance(TIME + LIFE + 2))
                .extracting(LateLabel::imageId)
                .containsExactly("b");
        assertThat(memory.advance(TIME + LIFE + 2)).isEmpty();
    }

    @Test
    void timeNeverGoesBack() {
        memory.advance(TIME + 5);
        memory.advance(TIME);
        assertThat(memory.now()).isEqualTo(TIME + 5);
        memory.waits(late("a", 1, 0));

        assertThat(memory.advance(TIME + LIFE + 5))
                .as("it came at the newest time")
                .isEmpty();
        assertThat(memory.advance(TIME + LIFE + 6)).hasSize(1);
    }

    @Test
    void timeToLiveThatChangesIsThatOfAll() {
        answer("a");
        memory.remember(5);
        assertThat(memory.timeToLive()).isEqualTo(5);

        memory.advance(TIME + 5);
        assertThat(memory.hasForgotten(1, TIME)).isFalse();
        memory.advance(TIME + 6);

        assertThat(memory.hasForgotten(1, TIME)).isTrue();
    }

    @Test
    void anImageLetsTimePassForLabelsToo() {
        memory.advance(TIME);
        memory.waits(late("a", 1, 0));

        assertThat(memory.answered("b", image(), TIME + LIFE)).isEmpty();
        assertThat(memory.answered("c", image(), TIME + LIFE + 1)).hasSize(1);
    }

    @Test
    void mostImagesAreRememberedAndNoneMore() {
        for (var i = 0; i < LabelMemory.MOST_IMAGES; i++) {
            answer("i" + i);
        }
        assertThat(memory.hasForgotten(1, TIME)).isFalse();
        assertThat(memory.labeled(late("i0", 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);

        answer("one more");

        assertThat(memory.hasForgotten(1, TIME)).isTrue();
        assertThat(memory.hasForgotten(2, TIME)).isFalse();
        assertThat(memory.labeled(late("i0", 1, 0))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labeled(late("i1", 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);
        assertThat(memory.arrived()).isEqualTo(LabelMemory.MOST_IMAGES + 1);
    }

    @Test
    void mostLabelsWaitAndNoneMoreButOneThatReplacesAnother() {
        memory.advance(TIME);
        for (var i = 0; i < LabelMemory.MOST_LABELS; i++) {
            assertThat(memory.labeled(late("i" + i, 1, 0))).isInstanceOf(LabelOutcome.Waits.class);
        }

        assertThat(memory.labeled(late("one more", 1, 0)))
                .isEqualTo(new LabelOutcome.Crowded("more than 10000 labels wait for their images already"));
        assertThat(memory.labeled(late("i5", 2, 0))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labelFor("i5"))
                .hasValueSatisfying(label -> assertThat(label.label()).isEqualTo(2));
        assertThat(memory.labeled(late("one more", 1, 0))).isInstanceOf(LabelOutcome.Waits.class);
    }

    @Test
    void bytesOfALabelAreItsKeysAndItsValues() {
        var original = new ConsumerRecord<>("labels", 0, 9, new byte[3], new byte[4]);
        assertThat(new LateLabel("a", 1, original).bytes()).isEqualTo(7);
        assertThat(new LateLabel("a", 1, without(new byte[4])).bytes()).isEqualTo(4);
    }

    @SuppressWarnings("NullAway") // keys of records may be null, whatever the constructor says
    private static ConsumerRecord<byte[], byte[]> without(byte[] value) {
        return new ConsumerRecord<>("labels", 0, 9, null, value);
    }

    /** Bytes of labels that left, on each way, are free again. */
    @Test
    void labelsThatLeftTakeNoBytes() {
        var most = (int) LabelMemory.MOST_LABEL_BYTES;
        memory.advance(TIME);
        assertThat(memory.labeled(late("a", 1, most))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labeled(late("b", 1, 1))).isInstanceOf(LabelOutcome.Crowded.class);
        assertThat(memory.labeled(late("a", 2, most))).isInstanceOf(LabelOutcome.Waits.class);
        assertThat(memory.labeled(late("a", 2, most + 1))).isInstanceOf(LabelOutcome.Crowded.class);
        memory.labelFor("a");
        assertThat(memory.labeled(late("b", 1, most))).isInstanceOf(LabelOutcome.Waits.class);

        memory.advance(TIME + LIFE + 1);

        assertThat(memory.labeled(late("c", 1, most))).isInstanceOf(LabelOutcome.Waits.class);
    }

    @Test
    void labelMustBeBelowTheNumberOfClasses() {
        answer("a");

        assertThat(memory.labeled(late("a", 9, 0))).isInstanceOf(LabelOutcome.Corrects.class);
        assertThat(memory.labeled(late("a", 10, 0)))
                .isEqualTo(new LabelOutcome.Refused(
                        "label must be within [0, 9], the classes of the models that answered, but was 10"));
        assertThat(memory.labeled(late("a", 0, 0))).isEqualTo(new LabelOutcome.Nothing());
    }

    @Test
    void ofImagesWithTheSameIdTheFirstIsRemembered() {
        answer("a");
        memory.corrected("a", 4);
        answer("a");
        memory.corrected("b", 4);

        assertThat(memory.labeled(late("a", 4, 0))).isInstanceOf(LabelOutcome.Nothing.class);
        assertThat(memory.arrived()).isEqualTo(1);
    }

    @Test
    void labelIsForgottenOnceItsTimeIsNewerThanTheOneAskedFor() {
        memory.advance(TIME);
        memory.waits(late("a", 1, 0));

        assertThat(memory.hasForgotten(0, TIME)).isFalse();
        assertThat(memory.hasForgotten(0, TIME - 1)).isTrue();
        memory.labelFor("a");
        assertThat(memory.hasForgotten(0, TIME)).isTrue();
        assertThat(memory.hasForgotten(1, TIME)).isFalse();
    }

    private void answer(String id) {
        memory.answered(id, image(), TIME);
    }

    private static AnsweredImage image() {
        return new AnsweredImage(MODELS, 10, new byte[] {1, 2}, AnsweredImage.NONE, 0);
    }

    private static String longId(int number) {
        var end = Integer.toString(number);
        return "i".repeat(TextLimits.ID - end.length()) + end;
    }

    private static LateLabel late(String id, int label, int bytes) {
        return new LateLabel(id, label, new ConsumerRecord<>("labels", 0, 9, new byte[0], new byte[bytes]));
    }

    private static ModelReference model(String name, int version) {
        var digest = new byte[32];
        digest[31] = 7;
        return new ModelReference(name, version, new Sha256(digest));
    }
}
