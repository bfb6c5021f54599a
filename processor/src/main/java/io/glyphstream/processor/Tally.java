package io.glyphstream.processor;

import io.glyphstream.counting.LabelPlacement;
import io.glyphstream.counting.LateLabel;
import io.glyphstream.counting.LateLabels;
import io.glyphstream.counting.RefusedLabels;
import io.glyphstream.counting.TallyLedger;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.metrics.RefusalKind;
import io.glyphstream.processor.metrics.Stages;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.resume.Input;
import io.glyphstream.processor.resume.Positions;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.ImageRecords;
import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts, for one input partition, how often each model version was right, and sends the counts on once a second. A label that
 * comes later than its image corrects the counts.
 */
final class Tally implements Processor<byte[], Object, byte[], TallyOutput> {
    static final String HOOK = "tally-before-commit";
    static final Duration PERIOD = Duration.ofSeconds(1);

    private final Topic<Label> labels;
    private final Duration timeToLive;
    private final LabelPlacement placement;
    private final SuspectRecords suspects;
    private final TaskInputs inputs;
    private final ProcessorMetrics metrics;
    private @Nullable Positions position;
    private @Nullable ProcessorContext<byte[], TallyOutput> context;
    private @Nullable LateLabels lateLabels;

    Tally(
            TaskInputs inputs,
            Duration timeToLive,
            LabelPlacement placement,
            SuspectRecords suspects,
            ProcessorMetrics metrics) {
        this.metrics = metrics;
        this.labels = inputs.topics().labels();
        this.inputs = inputs;
        this.timeToLive = timeToLive;
        this.placement = placement;
        this.suspects = suspects;
    }

    @Override
    public void init(ProcessorContext<byte[], TallyOutput> newContext) {
        KeyValueStore<String, AccuracyPartial> store = newContext.getStateStore(Changelogs.TALLY);
        var partition = newContext.taskId().partition();
        var compared = new ComparedScores(metrics, store);
        var ledger = new TallyLedger(new StreamsStore<>(store), partition, (key, partial) -> {
            compared.counted(key, partial);
            newContext.forward(
                    new Record<>(null, new TallyOutput.Counted(key, partial), newContext.currentSystemTimeMs()));
        });
        var late = new LateLabels(
                StreamsStore.of(newContext, Changelogs.LABELS), timeToLive, ledger, placement, new DeadLabels());
        var kept = new Positions(StreamsStore.of(newContext, Changelogs.POSITIONS), Input.LABELS, partition, inputs);
        newContext.<CommitHook>getStateStore(HOOK).beforeCommit(() -> {
            ledger.save();
            late.save();
            kept.save();
        });
        newContext.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> ledger.send());
        context = newContext;
        lateLabels = late;
        position = kept;
    }

    @Override
    public void process(Record<byte[], Object> input) {
        ((TallyInput) input.value()).tally(this, input);
    }

    /** Counts an image that was answered. */
    void count(TallyInput.Answered answered) {
        Objects.requireNonNull(lateLabels).answered(answered.prediction(), answered.timestamp());
    }

    /** Takes in a record of the labels topic, with its value. */
    void take(Record<byte[], Object> input, byte @Nullable [] value) {
        var here = Objects.requireNonNull(context);
        var place = here.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a label must come from a topic, not from a punctuation"));
        var original = new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), input.key(), value);
        takeOrSetAside(original, input.timestamp());
        Objects.requireNonNull(position).answered(place.offset(), place.offset());
    }

    private void takeOrSetAside(ConsumerRecord<byte[], byte[]> original, long time) {
        var verdict = suspects.verdict(original);
        if (verdict.isPresent()) {
            refuse(original, RefusalKind.SET_ASIDE, verdict.get());
            return;
        }
        suspects.guard(List.of(original), () -> take(original, time));
        suspects.passed(original);
    }

    private void take(ConsumerRecord<byte[], byte[]> original, long time) {
        if (timeToLive.isZero()) {
            refuse(
                    original,
                    RefusalKind.NOT_COUNTED,
                    "this processor counts no labels that come later than their images (--label-ttl)");
            return;
        }
        LateLabel label;
        try {
            label = LabelRecords.read(labels, original);
        } catch (UndecodableRecordException e) {
            refuse(original, RefusalKind.UNREADABLE, ImageRecords.reason(e));
            return;
        }
        Objects.requireNonNull(lateLabels).labeled(label, time);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> original, RefusalKind kind, String reason) {
        metrics.refusedLabel(kind);
        var origin =
                new DeadLetterHeaders(original.topic(), original.partition(), original.offset(), Stages.TALLY, reason);
        var letter = DeadLetter.of(original.key(), original.value(), new RecordHeaders(), origin);
        var here = Objects.requireNonNull(context);
        here.forward(new Record<>(
                letter.key(), new TallyOutput.DeadLabel(letter.value()), here.currentSystemTimeMs(), letter.headers()));
    }

    /** Makes dead letters of the labels that cannot be counted. */
    private final class DeadLabels implements RefusedLabels {
        @Override
        public void wrongLabel(LateLabel label, String reason) {
            refuse(label.original(), RefusalKind.WRONG_LABEL, reason);
        }

        @Override
        public void noRoom(LateLabel label, String reason) {
            refuse(label.original(), RefusalKind.NO_ROOM, reason);
        }

        @Override
        public void noImage(LateLabel label, String reason) {
            refuse(label.original(), RefusalKind.NO_IMAGE, reason);
        }

        @Override
        public void windowClosed(LateLabel label, String reason) {
            refuse(label.original(), RefusalKind.WINDOW_CLOSED, reason);
        }
    }
}
