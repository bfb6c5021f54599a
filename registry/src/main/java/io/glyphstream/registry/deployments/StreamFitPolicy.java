package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks of a new champion that it can answer the images that come at present, by the newest records of the images topic.
 *
 * <p>What is to be known besides is kept as {@link #warnings()}. For one thread at a time.
 */
public final class StreamFitPolicy implements PromotionPolicy {
    private final RecentImagesReader reader;
    private final Insistence insistence;
    private final List<String> warnings = new ArrayList<>();

    /** Whether a champion that does not fit is refused. */
    public enum Insistence {
        /** It is refused. */
        REFUSE,
        /** The operator knows of it; it is admitted with a warning. */
        FORCE
    }

    /** Reads the images topic of a cluster when a champion is to be admitted. */
    public StreamFitPolicy(KafkaCluster cluster, Topics topics, Clock clock, Insistence insistence) {
        this.reader = new RecentImagesReader(cluster, topics, clock);
        this.insistence = insistence;
    }

    /** Returns what was to be said of the versions that were admitted or refused, each once. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void admitChampion(ModelManifest wanted, Optional<ModelManifest> champion) {
        var fit = StreamFit.of(wanted, champion, reader.read());
        fit.warnings().forEach(this::warn);
        if (fit.objection().isEmpty()) {
            return;
        }
        if (insistence == Insistence.REFUSE) {
            throw new UnfitForStreamException(fit.objection().get());
        }
        warn(fit.objection().get());
    }

    @Override
    public void admitChallenger(ModelManifest wanted, Optional<ModelManifest> champion) {
        champion.flatMap(present -> StreamFit.difference(wanted, present))
                .ifPresent(difference -> warn(difference + ": as long as that answers, it is scored on no image"));
    }

    /** Notes what differs between a version that was only published and the champion. */
    public void published(ModelManifest version, Optional<ModelManifest> champion) {
        champion.flatMap(present -> StreamFit.difference(version, present)).ifPresent(this::warn);
    }

    private void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }
}
