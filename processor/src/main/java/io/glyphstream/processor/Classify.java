package io.glyphstream.processor;

import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.metrics.RefusalKind;
import io.glyphstream.processor.metrics.Stages;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.resume.Input;
import io.glyphstream.processor.resume.Positions;
import io.glyphstream.processor.resume.TaskInputs;
import io.glyphstream.processor.scoring.Outcome;
import io.glyphstream.processor.scoring.Polled;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/*
 * Every image comes through here, and every step between two processors copies the record and its headers. So the outcome goes
 * straight to where it belongs, by the names of the steps that follow, and the answers of a run go to the tally together.
 */
/**
 * Gives every record of the images topic its outcome: with the run that a poll brought, or by itself. An answer is
 * written to the predictions and tallied; a refused record becomes a dead letter.
 */
final class Classify implements Processor<byte[], Polled, byte[], Object>, Polled.Receiver<Record<byte[], Polled>> {
    static final String HOOK = "classify-before-commit";

    private final Polls polls;
    private final TaskInputs inputs;
    private final BoundedTimestamps timestamps;
    private final SuspectRecords suspects;
    private final ProcessorMetrics metrics;
    private @Nullable ProcessorContext<byte[], Object> context;
    private @Nullable Positions position;

    Classify(
            Polls polls,
            TaskInputs inputs,
            BoundedTimestamps timestamps,
            SuspectRecords suspects,
            ProcessorMetrics metrics) {
        this.polls = polls;
        this.inputs = inputs;
        this.timestamps = timestamps;
        this.suspects = suspects;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> newContext) {
        var kept = new Positions(
                StreamsStore.of(newContext, Changelogs.POSITIONS),
                Input.IMAGES,
                newContext.taskId().partition(),
                inputs);
        newContext.<CommitHook>getStateStore(HOOK).beforeCommit(kept::save);
        context = newContext;
        position = kept;
    }

    @Override
    public void process(Record<byte[], Polled> input) {
        input.value().giveTo(this, input);
    }

    @Override
    public void run(Polled.Run run, Record<byte[], Polled> input) {
        // What one record of a slice throws, all runs of the slice are told.
        var together = run.together();
        if (suspects.haveAnyOf(together)) {
            answerOneByOne(run, input.timestamp());
            return;
        }
        var outcomes = suspects.guard(together, () -> polls.outcomes(run));
        suspects.guard(run.records(), () -> answer(run.records(), outcomes, input.timestamp()));
    }

    @Override
    public void alone(byte @Nullable [] value, Record<byte[], Polled> input) {
        var original = original(input, value);
        answerAlone(original, () -> polls.outcome(original), input.timestamp());
    }

    private void answerOneByOne(Polled.Run run, long time) {
        var newest = time;
        for (var record : run.records()) {
            newest = answerAlone(record, () -> polls.outcome(run, record), newest);
        }
        polls.forget(run);
    }

    private long answerAlone(ConsumerRecord<byte[], byte[]> record, Supplier<Outcome> decide, long time) {
        var alone = List.of(record);
        var verdict = suspects.verdict(record);
        if (verdict.isPresent()) {
            return answer(alone, List.of(new Outcome.Refusal(RefusalKind.SET_ASIDE, verdict.get())), time);
        }
        var newest = suspects.guard(alone, () -> answer(alone, List.of(decide.get()), time));
        suspects.passed(record);
        return newest;
    }

    @Override
    public void close() {
        if (context != null) {
            polls.forget(context.taskId().partition());
        }
    }

    @SuppressWarnings("NullAway") // keys and values of records may be null, whatever the constructor says
    private ConsumerRecord<byte[], byte[]> original(Record<byte[], Polled> input, byte @Nullable [] value) {
        var place = Objects.requireNonNull(context)
                .recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("an image must come from a topic, not from a punctuation"));
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                place.offset(),
                input.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                input.key(),
                value,
                input.headers(),
                Optional.empty());
    }

    /**
     * Forwards the outcomes.
     *
     * @param time of the first record; one without a time has that of the newest before it
     * @return the time of the newest
     */
    private long answer(List<ConsumerRecord<byte[], byte[]>> records, List<Outcome> outcomes, long time) {
        var forwarding = new Forwarding(records.size(), time);
        for (var i = 0; i < outcomes.size(); i++) {
            forwarding.forward(records.get(i), outcomes.get(i));
        }
        Objects.requireNonNull(position)
                .answered(
                        records.get(0).offset(), records.get(records.size() - 1).offset());
        forwarding.tally();
        return forwarding.newest;
    }

    /** Forwards the outcomes of records that follow each other. */
    private final class Forwarding implements Outcome.Receiver {
        private final ProcessorContext<byte[], Object> here = Objects.requireNonNull(context);
        private final List<TallyInput.Answered> answered;
        private final long now = timestamps.now();
        private final long latest = BoundedTimestamps.latest(now);
        private long newest;

        Forwarding(int most, long time) {
            answered = new ArrayList<>(most);
            newest = time;
        }

        void forward(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
            var timestamp = BoundedTimestamps.bounded(record.timestamp(), newest, latest);
            newest = Math.max(newest, timestamp);
            outcome.giveTo(this, record, timestamp);
        }

        @Override
        public void answered(ConsumerRecord<byte[], byte[]> record, Outcome.Answer answer, long timestamp) {
            here.forward(
                    new Record<>(record.key(), answer, timestamp, answer.headers()),
                    ClassificationTopology.WRITE_PREDICTIONS);
            answered.add(new TallyInput.Answered(answer.prediction(), timestamp));
            metrics.latency(now - answer.prediction().getCapturedAt().toEpochMilli());
        }

        @Override
        public void refused(ConsumerRecord<byte[], byte[]> record, Outcome.Refusal refusal, long timestamp) {
            metrics.refusedImage(refusal.kind());
            var origin = new DeadLetterHeaders(
                    record.topic(), record.partition(), record.offset(), Stages.CLASSIFY, refusal.reason());
            var letter = DeadLetter.of(record.key(), record.value(), record.headers(), origin);
            here.forward(
                    new Record<>(letter.key(), letter.value(), timestamp, letter.headers()),
                    ClassificationTopology.WRITE_DEAD_LETTERS);
        }

        /** Gives the answers to the tally, together. */
        void tally() {
            metrics.answered(answered.size());
            if (!answered.isEmpty()) {
                here.forward(
                        new Record<>(null, new TallyInput.Run(answered), newest),
                        ClassificationTopology.ANSWERS_AND_LABELS);
            }
        }
    }
}
