package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TextLimits;
import io.glyphstream.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelJournalTest {
    private static final long TIME = 1_772_355_600_000L;
    private static final Duration LIFE = Duration.ofMinutes(10);
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

    private final LabelMemory memory = new LabelMemory(LIFE);
    private final TreeStore<byte[]> store = new TreeStore<>();

    @Test
    void whatTheVersionBeforeWroteIsRemembered() {
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
        var journal = new LabelJournal(store, memory);
        var id = letter.repeat(TextLimits.ID / letter.getBytes(UTF_8).length);
        for (var i = 0; i < 5; i++) {
            var waits = late(id.substring(letter.length()) + i, 1, Images.MAX_LABEL_BYTES);
            memory.waits(waits);
            journal.waits(waits, TIME);
        }
        answer(id, TIME, memory, journal);
        journal.save();
        var restarted = new LabelMemory(Duration.ofMinutes(10));

        var unused = new LabelJournal(store, restarted);

        store.forEach((key, segment) -> assertThat(segment).hasSizeLessThan(64 << 10));
        assertThat(restarted.labeled(late(id, 2, 0))).isInstanceOf(LabelOutcome.Corrects.class);
        for (var i = 0; i < 5; i++) {
            assertThat(restarted.labelFor(id.substring(letter.length()) + i)).isPresent();
        }
    }

    /** The image's segment goes before that of its label: what counted once must not wait for an image that does not come again. */
    @Test
    void labelThatCountedDoesNotComeUpAgainWhenItsImageIsForgottenAndTheProcessorRestarts() {
        var before = new LabelMemory(LIFE);
        var journal = new LabelJournal(store, before);
        answer("a", TIME, before, journal);
        journal.save();
        var corrects = (LabelOutcome.Corrects) before.labeled(late("a", 1, 0));
        corrects.image().become(1);
        journal.corrected(late("a", 1, 0), TIME + 1000);
        answer("b", TIME + 2000, before, journal);
        journal.save();
        answer("c", TIME + LIFE.toMillis() + 500, before, journal);
        journal.save();
        var restarted = new LabelMemory(LIFE);

        var unused = new LabelJournal(store, restarted);

        assertThat(restarted.arrived()).as("the segment of a is gone").isEqualTo(2);
        assertThat(restarted.advance(TIME + 2 * LIFE.toMillis())).isEmpty();
    }

    @Test
    void aFullSecondBetweenTwoCommitsFitsIntoKafkasRecordsAndIsRememberedWhole() {
        var before = new LabelMemory(LIFE);
        var journal = new LabelJournal(store, before);
        var images = 60_000;
        for (var i = 0; i < images; i++) {
            var answered = new AnsweredImage(MODELS, 10, new byte[] {1, 2}, AnsweredImage.NONE, 0);
            journal.answered("image-" + i, answered, TIME + i / 60);
            before.answered("image-" + i, answered, TIME + i / 60);
        }
        journal.save();

        store.forEach((key, segment) -> assertThat(segment).hasSizeLessThan(32 << 10));
        var restarted = new LabelMemory(LIFE);
        var unused = new LabelJournal(store, restarted);
        assertThat(restarted.arrived()).isEqualTo(images);
        for (var i = 0; i < images; i++) {
            assertThat(restarted.labeled(late("image-" + i, 0, 0)))
                    .as("image %d", i)
                    .isInstanceOf(LabelOutcome.Nothing.class);
            assertThat(restarted.labeled(late("image-" + i, 1, 0)))
                    .as("image %d", i)
                    .isInstanceOf(LabelOutcome.Corrects.class);
        }
    }

    /** Segments of 16 KiB: the format and the time to live take 9 bytes, time that passes 9, a correction 13 and its id. */
    @ParameterizedTest
    @CsvSource({"162, 2", "161, 1"})
    void segmentEndsBeforeTheEntryThatFindsItFull(int idBytes, int segments) {
        var journal = new LabelJournal(store, memory);
        rememberALabel();
        for (var i = 0; i < 1800; i++) {
            journal.passed(TIME);
        }
        journal.corrected(late("i".repeat(idBytes), 1, 0), TIME);
        assertThat(store.keys()).as("it is written with the next entry").isEmpty();
        journal.passed(TIME);
        assertThat(store.keys()).hasSize(segments - 1);

        journal.save();

        assertThat(store.keys()).hasSize(segments);
        assertThat(store.at("0000000000000000000")).hasSize(segments == 2 ? 16 << 10 : (16 << 10) - 1 + 9);
    }

    @Test
    void nothingIsWrittenWhereNothingHappened() {
        var journal = new LabelJournal(store, memory);
        rememberALabel();
        journal.save();
        assertThat(store.keys()).isEmpty();

        journal.passed(TIME);
        journal.save();
        journal.save();

        assertThat(store.keys()).hasSize(1);
    }

    @Test
    void segmentsAreNumberedOnAfterARestart() {
        for (var i = 0; i < 12; i++) {
            var restarted = new LabelMemory(LIFE);
            var journal = new LabelJournal(store, restarted);
            answer("a" + i, TIME, restarted, journal);
            journal.save();
        }

        assertThat(store.keys()).hasSize(12).first().isEqualTo("0000000000000000000");
        assertThat(store.keys()).last().isEqualTo("0000000000000000011");
        var unused = new LabelJournal(store, memory);
        assertThat(memory.arrived()).isEqualTo(12);
    }

    /** Each segment tells which models answered, for those before it may be gone. */
    @Test
    void segmentThatIsReadAloneNamesItsModels() {
        var journal = new LabelJournal(store, memory);
        answer("a", TIME, memory, journal);
        journal.save();
        answer("b", TIME, memory, journal);
        journal.save();
        store.delete("0000000000000000000");
        var restarted = new LabelMemory(LIFE);

        var unused = new LabelJournal(store, restarted);

        assertThat(restarted.labeled(late("b", 3, 0))).isInstanceOfSatisfying(LabelOutcome.Corrects.class, corrects -> {
            assertThat(corrects.image().models()).isEqualTo(MODELS);
            assertThat(corrects.image().answer(1)).isEqualTo(2);
        });
    }

    @Test
    void segmentGoesWhenAllThatItTellsOfIsForgotten() {
        var journal = new LabelJournal(store, memory);
        answer("a", TIME, memory, journal);
        journal.save();
        answer("b", TIME + 1, memory, journal);
        journal.save();
        var label = late("c", 1, 0);
        memory.advance(TIME + 1);
        memory.waits(label);
        journal.waits(label, TIME + 1);
        journal.save();
        assertThat(store.keys()).hasSize(3);

        memory.advance(TIME + LIFE.toMillis());
        journal.save();
        assertThat(store.keys()).hasSize(3);
        memory.advance(TIME + LIFE.toMillis() + 1);
        journal.save();
        assertThat(store.keys()).containsExactly("0000000000000000001", "0000000000000000002");
        memory.advance(TIME + LIFE.toMillis() + 2);
        journal.save();

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void segmentFromBeforeARestartGoesAsWell() {
        var journal = new LabelJournal(store, memory);
        answer("a", TIME, memory, journal);
        journal.save();
        var restarted = new LabelMemory(LIFE);
        journal = new LabelJournal(store, restarted);

        restarted.advance(TIME + LIFE.toMillis());
        journal.save();
        assertThat(store.keys()).hasSize(1);
        restarted.advance(TIME + LIFE.toMillis() + 1);
        journal.save();

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void segmentIsReadWithTheTimeToLiveThatItWasWrittenUnder() {
        var journal = new LabelJournal(store, memory);
        answer("a", TIME, memory, journal);
        answer("b", TIME + LIFE.toMillis() + 1, memory, journal);
        journal.save();
        var longer = new LabelMemory(LIFE.multipliedBy(2));

        var unused = new LabelJournal(store, longer);

        assertThat(longer.timeToLive()).isEqualTo(2 * LIFE.toMillis());
        assertThat(longer.labeled(late("a", 1, 0))).as("it was forgotten then").isInstanceOf(LabelOutcome.Waits.class);
        longer.advance(TIME + 3 * LIFE.toMillis() + 1);
        assertThat(longer.labeled(late("b", 1, 0))).isInstanceOf(LabelOutcome.Corrects.class);
    }

    @Test
    void correctionsLetTimePassAndHoldForAnImageThatIsStillThere() {
        var journal = new LabelJournal(store, memory);
        answer("a", TIME, memory, journal);
        answer("b", TIME + 5, memory, journal);
        journal.corrected(late("b", 7, 0), TIME + LIFE.toMillis() + 1);
        journal.corrected(late("a", 7, 0), TIME);
        journal.save();
        var restarted = new LabelMemory(LIFE);

        var unused = new LabelJournal(store, restarted);

        assertThat(restarted.now()).isEqualTo(TIME + LIFE.toMillis() + 1);
        assertThat(restarted.labeled(late("b", 7, 0))).isInstanceOf(LabelOutcome.Nothing.class);
        assertThat(restarted.labeled(late("a", 7, 0))).isInstanceOf(LabelOutcome.Waits.class);
    }

    @Test
    void labelThatWaitsLetsTimePass() {
        var journal = new LabelJournal(store, memory);
        memory.advance(TIME + 3);
        memory.waits(late("a", 1, 0));
        journal.waits(late("a", 1, 0), TIME + 3);
        journal.save();
        var restarted = new LabelMemory(LIFE);

        var unused = new LabelJournal(store, restarted);

        assertThat(restarted.now()).isEqualTo(TIME + 3);
        assertThat(restarted.labelFor("a")).hasValueSatisfying(label -> {
            assertThat(label.original().key()).as("empty, not missing").isEmpty();
            assertThat(label.original().value()).isEmpty();
        });
        restarted.waits(late("a", 1, 0));
        assertThat(restarted.advance(TIME + 3 + LIFE.toMillis())).isEmpty();
        assertThat(restarted.advance(TIME + 4 + LIFE.toMillis())).hasSize(1);
    }

    @Test
    void whatALaterReleaseWroteOrEndsTooSoonIsRefused() {
        assertThatThrownBy(() -> LabelJournal.check(new byte[] {2}))
                .isInstanceOf(LaterReleaseException.class)
                .hasMessageContaining("format 2 but this release reads 1");
        assertThatThrownBy(() -> LabelJournal.check(HexFormat.of().parseHex("0100000000000927c05a")))
                .isInstanceOf(LaterReleaseException.class)
                .hasMessageContaining("unknown entry 90");
        assertThatThrownBy(() -> LabelJournal.check(HexFormat.of().parseHex("0100000000000927c05400")))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("the changelog of labels is truncated");
        LabelJournal.check(HexFormat.of().parseHex(SEGMENT));
    }

    /** A segment is removed as soon as nothing is remembered any more. */
    private void rememberALabel() {
        memory.advance(TIME);
        memory.waits(late("kept", 1, 0));
    }

    private static void answer(String id, long time, LabelMemory memory, LabelJournal journal) {
        var image = new AnsweredImage(MODELS, 10, new byte[] {1, 2}, AnsweredImage.NONE, AnsweredImage.NONE);
        journal.answered(id, image, time);
        memory.answered(id, image, time);
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
