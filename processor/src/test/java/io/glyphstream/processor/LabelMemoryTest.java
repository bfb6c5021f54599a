package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TextLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelMemoryTest {
    private static final long TIME = 1_772_355_600_000L;
    private static final List<ModelReference> MODELS = List.of(model("mlp", 3), model("knn", 12));

    /** As the version of 2026-11-26 wrote it: two images, a label that corrects, two that wait, and time that passes. */
    private static final String SEGMENT = "0100000000000927c04d0002000a00036d6c7000000003"
            + "0000000000000000000000000000000000000000000000000000000000000007"
            + "00036b6e6e0000000c"
            + "0000000000000000000000000000000000000000000000000000000000000007"
            + "41000b612dc3bc2deda0bdedb8800000019ca8a03e800000019ca8a03e80ffff0409"
            + "410001620000019ca8a03e81ffffffffffffffff000301c8"
            + "430000019ca8a03e8200016200054c0000019ca8a03e830001630006"
            + "0012676c79706873747265616d2e6c6162656c73"
            + "0000000200000000000000290000000163000000030001024c0000019ca8a03e8300016400070012"
            + "676c79706873747265616d2e6c6162656c7300000002000000000000002affffffff0000000109"
            + "540000019ca8a03e84";

    private final LabelMemory memory = new LabelMemory(Duration.ofMinutes(10));
    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline = new Pipeline(set(1, List.of(served("mlp", 1, perceptron(1)))), folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void whatTheVersionBeforeWroteIsRemembered() {
        var store = store();
        store.put("0000000000000000000", HexFormat.of().parseHex(SEGMENT));

        var unused = new LabelJournal(store, memory);

        assertThat(memory.now()).isEqualTo(TIME + 4);
        assertThat(memory.labeled(late("a-ü-😀", 1, 0)))
                .isInstanceOfSatisfying(LabelOutcome.Corrects.class, corrects -> {
                    assertThat(corrects.image().models()).isEqualTo(MODELS);
                    assertThat(corrects.image().classes()).isEqualTo(10);
                    assertThat(corrects.image().answer(0)).isEqualTo(4);
                    assertThat(corrects.image().answer(1)).isEqualTo(9);
                    assertThat(corrects.image().windowStart()).isEqualTo(TIME);
                });
        assertThat(memory.labeled(late("b", 5, 0))).isInstanceOf(LabelOutcome.Nothing.class);
        assertThat(memory.labelFor("c")).hasValueSatisfying(label -> {
            assertThat(label.label()).isEqualTo(6);
            assertThat(label.original().partition()).isEqualTo(2);
            assertThat(label.original().offset()).isEqualTo(41);
            assertThat(label.original().value()).containsExactly(0, 1, 2);
        });
        assertThat(memory.labelFor("d"))
                .hasValueSatisfying(label -> assertThat(label.original().key()).isNull());
    }

    /** A processor of the version before may take the partition over, in the middle of an upgrade. */
    @Test
    void whatIsWrittenIsWhatTheVersionBeforeReads() {
        var store = store();
        var journal = new LabelJournal(store, memory);

        var image = new AnsweredImage(MODELS, 10, new byte[] {4, 9}, TIME, -1);
        memory.answered("a-ü-😀", image, TIME);
        journal.answered("a-ü-😀", image, TIME);
        journal.answered(
                "b", new AnsweredImage(MODELS, 10, new byte[] {1, (byte) 200}, AnsweredImage.NONE, 3), TIME + 1);
        journal.corrected(late("b", 5, 0), TIME + 2);
        journal.waits(waiting("c", 6, 41, new byte[] {'c'}, 0, 1, 2), TIME + 3);
        journal.waits(waiting("d", 7, 42, null, 9), TIME + 3);
        journal.passed(TIME + 4);
        journal.save();

        assertThat(store.get("0000000000000000000")).asHexString().isEqualToIgnoringCase(SEGMENT);
    }

    private static LateLabel waiting(String id, int label, long offset, byte @Nullable [] key, int... value) {
        var bytes = new byte[value.length];
        for (var i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return new LateLabel(id, label, new ConsumerRecord<>("glyphstream.labels", 2, offset, key, bytes));
    }

    /** Each letter of the last takes twice as many bytes in the journal as in the record. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "€", "😀", "\0"})
    void theLongestIdsOutliveARestartInRecordsThatKafkaTakes(String letter) {
        var store = store();
        var journal = new LabelJournal(store, memory);
        var id = letter.repeat(TextLimits.ID / letter.getBytes(UTF_8).length);
        for (var i = 0; i < 5; i++) {
            var waits = late(id.substring(letter.length()) + i, 1, Images.MAX_LABEL_BYTES);
            memory.waits(waits);
            journal.waits(waits, TIME);
        }
        answer(journal, id);
        journal.save();
        var restarted = new LabelMemory(Duration.ofMinutes(10));

        var unused = new LabelJournal(store, restarted);

        try (var all = store.all()) {
            all.forEachRemaining(segment -> assertThat(segment.value).hasSizeLessThan(64 << 10));
        }
        assertThat(restarted.labeled(late(id, 2, 0))).isInstanceOf(LabelOutcome.Corrects.class);
        for (var i = 0; i < 5; i++) {
            assertThat(restarted.labelFor(id.substring(letter.length()) + i)).isPresent();
        }
    }

    @Test
    void rememberedImagesTakeNoMoreBytesThanTheyMay() {
        var journal = new LabelJournal(store(), memory);
        var perImage = TextLimits.ID + MODELS.size();
        var fitting = (int) (LabelMemory.MOST_IMAGE_BYTES / perImage);
        for (var i = 0; i < fitting; i++) {
            answer(journal, longId(i));
        }
        assertThat(memory.labeled(late(longId(0), 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);

        answer(journal, longId(fitting));

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

    private void answer(LabelJournal journal, String id) {
        var image = new AnsweredImage(MODELS, 10, new byte[] {1, 2}, AnsweredImage.NONE, 0);
        journal.answered(id, image, TIME);
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

    private KeyValueStore<String, byte[]> store() {
        return pipeline.driver.getKeyValueStore(Tally.LABELS);
    }
}
