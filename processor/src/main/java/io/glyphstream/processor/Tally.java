package io.glyphstream.processor;

import io.glyphstream.schemas.AccuracyPartial;
import io.glyphstream.schemas.Prediction;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Counts, for one input partition, how often each model version was right, and sends the counts on once a second. */
final class Tally implements Processor<byte[], Prediction, String, AccuracyPartial> {
    static final String STORE = "tally";
    static final String HOOK = "tally-before-commit";
    static final Duration PERIOD = Duration.ofSeconds(1);

    private @Nullable TallyLedger ledger;

    @Override
    public void init(ProcessorContext<String, AccuracyPartial> context) {
        var fresh = new TallyLedger(
                context.getStateStore(STORE),
                context.taskId().partition(),
                (key, partial) -> context.forward(new Record<>(key, partial, context.currentSystemTimeMs())));
        context.<CommitHook>getStateStore(HOOK).beforeCommit(fresh::save);
        context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> fresh.send());
        ledger = fresh;
    }

    @Override
    public void process(Record<byte[], Prediction> prediction) {
        Objects.requireNonNull(ledger).count(prediction.value(), prediction.timestamp());
    }
}
