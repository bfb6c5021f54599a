package io.glyphstream.operations;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The running accuracy of each version since its first image. For one thread. */
public final class AccuracyTotals implements AutoCloseable {

    private final Topics topics;
    private final CommittedReader reader;
    private final Map<ModelReference, AccuracyReport> newest = new HashMap<>();

    /** Connects to a cluster; nothing is known before {@link #refresh}. */
    public AccuracyTotals(KafkaCluster cluster, Topics topics) {
        this.topics = topics;
        reader = new CommittedReader(cluster, List.of(topics.accuracy().name()), CommittedReader.Start.BEGINNING);
    }

    /** Reads on to the present end. */
    public void refresh() {
        var ends = reader.ends();
        while (!reader.hasPassed(ends)) {
            reader.poll()
                    .forEach(message ->
                            topics.accuracy().tryDecode(message.value()).ifPresent(this::apply));
        }
    }

    /** Returns the newest report of a version, if it was seen on the stream at all. */
    public Optional<AccuracyReport> of(ModelReference model) {
        return Optional.ofNullable(newest.get(model));
    }

    private void apply(AccuracyReport report) {
        if (report.getWindowStart() == null) {
            newest.put(report.getModel(), report);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
