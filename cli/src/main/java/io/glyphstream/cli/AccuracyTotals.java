package io.glyphstream.cli;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.UndecodableRecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest accuracy of each version since its first image, as it goes on. */
final class AccuracyTotals implements AutoCloseable {

    private final Topics topics;
    private final TopicReader reader;
    private final Map<ModelReference, AccuracyReport> newest = new HashMap<>();

    AccuracyTotals(KafkaCluster cluster, Topics topics) {
        this.topics = topics;
        reader = new TopicReader(cluster, List.of(topics.accuracy().name()), TopicReader.Start.BEGINNING);
    }

    /** Reads on to the present end. */
    void refresh() {
        var ends = reader.ends();
        while (!reader.hasPassed(ends)) {
            reader.poll()
                    .forEach(message -> Optional.ofNullable(message.value()).ifPresent(this::apply));
        }
    }

    /** Returns the newest report of a version, if it was seen on the stream at all. */
    Optional<AccuracyReport> of(ModelReference model) {
        return Optional.ofNullable(newest.get(model));
    }

    private void apply(byte[] value) {
        decoded(value)
                .filter(report -> report.getWindowStart() == null)
                .ifPresent(report -> newest.put(report.getModel(), report));
    }

    /** What does not belong on the topic says nothing of any model. */
    private Optional<AccuracyReport> decoded(byte[] value) {
        try {
            return Optional.of(topics.accuracy().decode(value));
        } catch (UndecodableRecordException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
