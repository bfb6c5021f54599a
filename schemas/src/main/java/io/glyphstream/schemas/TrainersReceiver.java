package io.glyphstream.schemas;

import org.apache.avro.specific.SpecificRecord;

/** Takes in what is on the topic of trainers; what it does not ask for it leaves out. */
public interface TrainersReceiver {

    /** What a trainer does. */
    default void report(TrainerReport report) {}

    /** What became of a training. */
    default void outcome(TrainingOutcome outcome) {}

    /** Somebody asks for a training. */
    default void request(TrainingRequest request) {}

    /** A later release wrote the record with this key. */
    default void later(String key, LaterReleaseException why) {}

    /** Hands a value of the topic over. Avro's classes are generated and know no common type of their own. */
    static void handOver(SpecificRecord value, TrainersReceiver receiver) {
        if (value instanceof TrainerReport report) {
            receiver.report(report);
        } else if (value instanceof TrainingOutcome outcome) {
            receiver.outcome(outcome);
        } else if (value instanceof TrainingRequest request) {
            receiver.request(request);
        }
    }
}
