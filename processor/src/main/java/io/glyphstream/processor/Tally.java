package io.glyphstream.processor;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
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
    static final String NAME = "tally";
    static final String STORE = "tally";
    static final String LABELS = "label-memory";
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
    private @Nullable TallyLedger ledger;
    private @Nullable LabelMemory memory;
    private @Nullable LabelJournal journal;
    private List<ModelReference> latestModels = List.of();

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
        KeyValueStore<String, AccuracyPartial> store = newContext.getStateStore(STORE);
        var compared = new ComparedScores(metrics, store);
        var fresh = new TallyLedger(store, newContext.taskId().partition(), (key, partial) -> {
            compared.counted(key, partial);
            newContext.forward(
                    new Record<>(null, new TallyOutput.Counted(key, partial), newContext.currentSystemTimeMs()));
        });
        var remembered = new LabelMemory(timeToLive);
        var written = new LabelJournal(newContext.getStateStore(LABELS), remembered);
        var kept = inputs.positions(Input.LABELS, newContext);
        newContext.<CommitHook>getStateStore(HOOK).beforeCommit(() -> {
            fresh.save();
            written.save();
            kept.save();
        });
        newContext.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> fresh.send());
        context = newContext;
        ledger = fresh;
        memory = remembered;
        journal = written;
        position = kept;
    }

    @Override
    public void process(Record<byte[], Object> input) {
        if (input.value() instanceof TallyInput.Run run) {
            run.answers().forEach(answered -> count(answered.prediction(), answered.timestamp()));
            return;
        }
        var here = Objects.requireNonNull(context);
        var place = here.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a label must come from a topic, not from a punctuation"));
        var value = ((TallyInput.Labeled) input.value()).value();
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

    private void count(Prediction prediction, long time) {
        var counts = Objects.requireNonNull(ledger);
        if (timeToLive.isZero()) {
            counts.count(prediction, time, prediction.getTruth());
            return;
        }
        var scores = prediction.getScores();
        var answers = new byte[scores.size()];
        for (var i = 0; i < answers.length; i++) {
            answers[i] = (byte) scores.get(i).getLabel();
        }
        var id = prediction.getImageId();
        var classes = scores.get(0).getOutputs().size();
        var truth = prediction.getTruth();
        var waited = Objects.requireNonNull(memory).labelFor(id);
        if (waited.isPresent() && waited.get().label() < classes) {
            truth = waited.get().label();
        }
        var windowStart = counts.count(prediction, time, truth);
        var image = new AnsweredImage(
                models(prediction), classes, answers, windowStart, truth == null ? AnsweredImage.NONE : truth);
        waited.filter(label -> label.label() >= classes)
                .ifPresent(
                        label -> refuse(label.original(), RefusalKind.WRONG_LABEL, LabelMemory.outside(label, image)));
        Objects.requireNonNull(journal).answered(id, image, time);
        refuseAll(Objects.requireNonNull(memory).answered(id, image, time));
    }

    /** Mostly the same models answer as before: then the list is the same, too. */
    private List<ModelReference> models(Prediction prediction) {
        var scores = prediction.getScores();
        var same = scores.size() == latestModels.size();
        for (var i = 0; same && i < scores.size(); i++) {
            same = scores.get(i).getModel().equals(latestModels.get(i));
        }
        if (!same) {
            var models = new ArrayList<ModelReference>();
            scores.forEach(score -> models.add(score.getModel()));
            latestModels = List.copyOf(models);
        }
        return latestModels;
    }

    private void take(ConsumerRecord<byte[], byte[]> original, long time) {
        if (timeToLive.isZero()) {
            refuse(
                    original,
                    RefusalKind.NOT_COUNTED,
                    "this processor counts no labels that come later than their images (--label-ttl)");
            return;
        }
        LateLabel late;
        try {
            late = LabelRecords.read(labels, original);
        } catch (UndecodableRecordException e) {
            refuse(original, RefusalKind.UNREADABLE, ImageRecords.reason(e));
            return;
        }
        var known = Objects.requireNonNull(memory);
        refuseAll(known.advance(time));
        var outcome = known.labeled(late);
        var written = Objects.requireNonNull(journal);
        if (outcome instanceof LabelOutcome.Waits) {
            written.waits(late, time);
            return;
        }
        if (outcome instanceof LabelOutcome.Corrects corrects
                && Objects.requireNonNull(ledger).correct(corrects.image(), corrects.label())) {
            written.corrected(late, time);
            return;
        }
        written.passed(time);
        if (outcome instanceof LabelOutcome.Refused refused) {
            refuse(original, RefusalKind.WRONG_LABEL, refused.reason());
        } else if (outcome instanceof LabelOutcome.Crowded crowded) {
            refuse(
                    original,
                    RefusalKind.NO_ROOM,
                    crowded.reason() + placement.hint(late.imageId(), original.partition()));
        } else if (outcome instanceof LabelOutcome.Corrects) {
            refuse(original, RefusalKind.WINDOW_CLOSED, "label came when the window of its image was closed");
        }
    }

    private void refuseAll(List<LateLabel> overdue) {
        for (var label : overdue) {
            refuse(
                    label.original(),
                    RefusalKind.NO_IMAGE,
                    "no answered image '" + label.imageId() + "' was there within " + timeToLive.toSeconds()
                            + " s before or after the label"
                            + placement.hint(label.imageId(), label.original().partition()));
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> original, RefusalKind kind, String reason) {
        metrics.refusedLabel(kind);
        var origin = new DeadLetterHeaders(original.topic(), original.partition(), original.offset(), NAME, reason);
        var letter = DeadLetter.of(original.key(), original.value(), new RecordHeaders(), origin);
        var here = Objects.requireNonNull(context);
        here.forward(new Record<>(
                letter.key(), new TallyOutput.DeadLabel(letter.value()), here.currentSystemTimeMs(), letter.headers()));
    }
}
