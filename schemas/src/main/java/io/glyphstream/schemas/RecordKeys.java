package io.glyphstream.schemas;

import java.time.Instant;

/** The keys of the records that Glyphstream names by itself. */
public final class RecordKeys {
    private RecordKeys() {}

    /** Returns {@code chunk/<sha256>/<index>}, the key of one piece of the snapshot with that digest. */
    public static String chunk(Sha256 snapshot, int index) {
        return "chunk/" + Digests.hex(snapshot) + "/" + index;
    }

    /** Returns {@code manifest/<model>/<version>}, the key of a model version's manifest. */
    public static String manifest(String model, int version) {
        return "manifest/" + model + "/" + version;
    }

    /** Returns {@code model@version}, the key of a model version's accuracy since its first image. */
    public static String accuracy(ModelReference model) {
        return model.getModel() + "@" + model.getVersion();
    }

    /** Returns {@code model@version/window-start}, the key of a model version's accuracy in one window. */
    public static String accuracy(ModelReference model, Instant windowStart) {
        return accuracy(model) + "/" + windowStart;
    }

    /** Returns the key of a deployment event: its sequence number in decimal. */
    public static String deployment(long sequence) {
        return Long.toString(sequence);
    }

    /** Returns {@code <application id>/<instance>}, the key of a processor's reports. */
    public static String processor(String applicationId, String instance) {
        return applicationId + "/" + instance;
    }

    /** Returns {@code report/<model>}, the key of the reports of the trainer service for a model. */
    public static String trainerReport(String model) {
        return "report/" + model;
    }

    /** Returns {@code outcome/<model>/<number>}, the key of what became of a training. */
    public static String trainingOutcome(String model, long number) {
        return trainingOutcomes(model) + number;
    }

    /** Returns {@code outcome/<model>/}, with which the keys of what became of the trainings for a model begin. */
    public static String trainingOutcomes(String model) {
        return "outcome/" + model + "/";
    }

    /** Returns {@code request/<model>}, the key of the newest request to train a model. */
    public static String trainingRequest(String model) {
        return "request/" + model;
    }

    /** Returns {@code <topic id>/<partition>/<offset>}, the key of the copy of a record. */
    public static String pinnedRecord(String topicId, int partition, long offset) {
        return topicId + "/" + partition + "/" + offset;
    }

    /** Returns {@code range/<topic id>/<partition>/<from>-<to>}, the key of a range whose records are copied. */
    public static String pinnedRange(OffsetRange range) {
        return "range/" + range.getTopicId() + "/" + range.getPartition() + "/" + range.getFrom() + "-" + range.getTo();
    }
}
