package io.glyphstream.learning.service;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a {@link DriftWatch} the outputs of each champion on its held-out images. For one thread. */
final class DriftReference implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftReference.class);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Work work = new Work("drift-reference");
    private Optional<ModelReference> asked = Optional.empty();
    private boolean isReading;

    DriftReference(KafkaCluster cluster, Topics topics) {
        this.cluster = cluster;
        this.topics = topics;
    }

    /** Begins to read for a champion that is new, and hands over what was read; returns what was found with that, if something was. */
    Optional<String> step(DriftWatch watch) {
        var read = work.result(HeldOutOutputs.class);
        read.flatMap(Work.Result::failure).ifPresent(failure -> LOG.warn("held-out images cannot be read", failure));
        isReading &= read.isEmpty();
        var champion = watch.champion();
        if (!isReading && champion.isPresent() && !champion.equals(asked)) {
            asked = champion;
            isReading = true;
            work.begin(() -> HeldOutOutputs.of(cluster, topics, champion.get()));
        }
        return read.flatMap(Work.Result::value).flatMap(outputs -> take(watch, outputs));
    }

    private static Optional<String> take(DriftWatch watch, HeldOutOutputs outputs) {
        if (outputs.rows().size() >= DriftWatch.LEAST_REFERENCE) {
            return watch.reference(outputs.model(), outputs.rows());
        }
        LOG.info(
                "outputs of {} are compared with its first answers: {}",
                References.text(outputs.model()),
                outputs.lack().orElse("only " + outputs.rows().size() + " images are held out"));
        return Optional.empty();
    }

    @Override
    public void close() {
        work.close();
    }
}
