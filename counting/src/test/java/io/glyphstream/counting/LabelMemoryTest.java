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

    private final LabelMemory memory = new LabelMemory(Duration.ofMinutes(10));

    @Test
    void rememberedImagesTakeNoMoreBytesThanTheyMay() {
        var perImage = TextLimits.ID + MODELS.size();
        var fitting = (int) (LabelMemory.MOST_IMAGE_BYTES / perImage);
        for (var i = 0; i < fitting; i++) {
            answer(longId(i));
        }
        assertThat(memory.labeled(late(longId(0), 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);

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

    private void answer(String id) {
        var image = new AnsweredImage(MODELS, 10, new byte[] {1, 2}, AnsweredImage.NONE, 0);
        memory.answered(id, image, TIME);
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
