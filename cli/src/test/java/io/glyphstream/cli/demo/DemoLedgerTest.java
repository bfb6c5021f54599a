package io.glyphstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** The judge of the demo, judged: what is dropped, doubled or miscounted must be found. */
final class DemoLedgerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ModelReference FIRST = new ModelReference("mlp", 1, new Sha256(new byte[32]));
    private static final ModelReference SECOND = new ModelReference("mlp", 2, new Sha256(new byte[32]));

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private final DemoLedger ledger = new DemoLedger(topics);

    @Test
    void findsTheImageWithoutAnAnswer() {
        enterImages(10);
        for (int i = 0; i < 10; i++) {
            if (i != 7) {
                enterPrediction(i, FIRST, 3, 3);
            }
        }

        assertThat(ledger.state().missing()).isEqualTo(1);
        assertThat(ledger.state().duplicates()).isEqualTo(0);
    }

    @Test
    void findsTheImageThatWasAnsweredTwice() {
        enterImages(10);
        for (int i = 0; i < 10; i++) {
            enterPrediction(i, FIRST, 3, 3);
        }
        enterPrediction(4, FIRST, 3, 3);

        assertThat(ledger.state().missing()).isEqualTo(0);
        assertThat(ledger.state().duplicates()).isEqualTo(1);
    }

    @Test
    void countsEachVersionsRightAnswersAndTheirChange() {
        enterImages(3);
        enterPrediction(0, FIRST, 3, 3);
        enterPrediction(1, FIRST, 3, 8);
        enterPrediction(2, SECOND, 8, 8);

        var state = ledger.state();
        assertThat(state.tallies())
                .containsEntry(FIRST, new DemoLedger.Tally(2, 1, 0))
                .containsEntry(SECOND, new DemoLedger.Tally(1, 1, 0));
        assertThat(state.champions()).extracting(DemoLedger.Champion::model).containsExactly(FIRST, SECOND);
        assertThat(state.differences())
                .as("nothing is on the accuracy topic yet")
                .hasSize(2);
    }

    @Test
    void tellsHowLongAnswersTookAndCountsANegativeTimeAsNone() {
        enterImages(100);
        for (int i = 0; i < 98; i++) {
            enterPrediction(i, FIRST, 3, 3);
        }
        enterPrediction(98, NOON.minusSeconds(1));
        enterPrediction(99, NOON.plusSeconds(60));

        assertThat(ledger.state().latency()).isEqualTo(new DemoState.Latency(25, 25));

        enterPrediction(100, NOON.minusSeconds(1));

        assertThat(ledger.state().latency()).isEqualTo(new DemoState.Latency(25, 1025));
    }

    @Test
    void aDeadLabelIsNoOutcomeOfTheImageAtItsOffset() {
        enterImages(3);
        enterPrediction(0, FIRST, 3, 3);
        enterPrediction(1, FIRST, 3, 3);
        enterDeadLetter(topics.labels().name(), 1);
        enterDeadLetter(topics.labels().name(), 2);

        var state = ledger.state();

        assertThat(state.missing()).isEqualTo(1);
        assertThat(state.duplicates()).isZero();
        assertThat(state.images()).isEqualTo(state.predictions() + state.deadLetters() + state.missing());
    }

    private void enterDeadLetter(String origin, long offset) {
        var headers = new RecordHeaders();
        DeadLetterHeaders.write(new DeadLetterHeaders(origin, 0, offset, "tally", "too late"), headers);
        var letter = new ConsumerRecord<>(
                topics.deadLetters().name(),
                0,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
        ledger.enter(letter, NOON);
    }

    private void enterImages(int count) {
        for (int i = 0; i < count; i++) {
            var image = new Image("image-" + i, 1, 2, ByteBuffer.wrap(new byte[2]), 3, NOON, "test", 1);
            enter(topics.images().name(), i, topics.images().encode(image));
        }
    }

    private void enterPrediction(int offset, ModelReference model, int answer, int truth) {
        enterPrediction(offset, model, answer, truth, NOON);
    }

    private void enterPrediction(int offset, Instant captured) {
        enterPrediction(offset, FIRST, 3, 3, captured);
    }

    private void enterPrediction(int offset, ModelReference model, int answer, int truth, Instant captured) {
        var score = new Score(model, Role.CHAMPION, answer, 1f, List.of(1f));
        var prediction = new Prediction(
                "image-" + offset,
                0,
                (long) offset,
                answer,
                1f,
                truth,
                List.of(score),
                (long) model.getVersion(),
                captured,
                NOON);
        enter(topics.predictions().name(), offset, topics.predictions().encode(prediction));
    }

    private void enter(String topic, long offset, byte[] value) {
        ledger.enter(new ConsumerRecord<>(topic, 0, offset, new byte[0], value), NOON.plusMillis(25));
    }
}
