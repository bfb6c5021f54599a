package io.glyphstream.soak;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What answers at the beginning of a soak: two perceptrons and an index. */
final class FirstVersions {

    private final String actor;
    private final Clock clock;

    FirstVersions(String actor, Clock clock) {
        this.actor = actor;
        this.clock = clock;
    }

    /** Publishes them, and returns them: the first answers, the last is scored beside it. */
    List<ModelReference> publish(KafkaCluster cluster, Topics topics, Dataset dataset) {
        var versions = new ArrayList<ModelReference>();
        try (var publisher = new ModelPublisher(cluster, topics, clock);
                var log = new DeploymentLog(cluster, topics, clock)) {
            for (long seed = 1; seed <= 2; seed++) {
                ModelSpec spec = PerceptronSpec.quick(seed).with(Map.of("hidden", "32", "epochs", "2"));
                versions.add(publish(publisher, "mlp", dataset, spec));
            }
            var index = publish(publisher, "knn", dataset, NeighborSpec.plain().with(Map.of("references", "200")));
            log.promote(versions.get(0), actor, "the first");
            log.shadow(index, actor, "to compare");
        }
        return versions;
    }

    private ModelReference publish(ModelPublisher publisher, String name, Dataset dataset, ModelSpec spec) {
        var trained = new ModelTrainer(2, clock).train(dataset, spec, TrainerListener.silent());
        return publisher
                .publish(trained.draft(name, actor), trained.snapshot(), PublishListener.silent())
                .manifest()
                .getReference();
    }
}
