package io.glyphstream.cli;

import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.learning.window.WindowSearch;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Models that were trained on the log. */
final class LoggedModels {

    private LoggedModels() {}

    /** Publishes what the manifest of a model with three neighbors says, with the snapshot of one with so many. */
    static ModelManifest publish(KafkaCluster cluster, Topics topics, String name, int neighbors) {
        var window =
                new WindowSearch(cluster, topics).find(WindowRule.newest(300), Optional.empty(), ReadProgress.untold());
        var trainer = new ModelTrainer(1, Clock.systemUTC());
        var named = trainer.train(window.dataset(), NeighborSpec.plain(), TrainerListener.silent())
                .readFrom(window.data());
        var spec = NeighborSpec.plain().with(Map.of("k", Integer.toString(neighbors)));
        var snapshot =
                trainer.train(window.dataset(), spec, TrainerListener.silent()).snapshot();
        try (var publisher = new ModelPublisher(cluster, topics, Clock.systemUTC())) {
            return publisher
                    .publish(named.draft(name, "tester"), snapshot, PublishListener.silent())
                    .manifest();
        }
    }
}
