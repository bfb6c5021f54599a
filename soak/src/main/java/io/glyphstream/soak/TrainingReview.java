package io.glyphstream.soak;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.learning.Retraining;
import io.glyphstream.learning.RetrainingException;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges the trainers of a soak by what is on the topics; trains the first and the last version again. */
final class TrainingReview {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    TrainingReview(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /** @param isInHand whether a training was left in hand */
    Trainings run(boolean isInHand) {
        var published = published();
        var trainings = Trainings.of(outcomes(), published, isInHand);
        var differences = new ArrayList<String>();
        var chosen = published.size() < 2 ? published : List.of(published.get(0), published.get(published.size() - 1));
        chosen.forEach(manifest -> differences.addAll(trainAgain(manifest)));
        return trainings.trainedAgain(chosen.size(), differences);
    }

    private List<ModelManifest> published() {
        try (var catalog = new ModelCatalog(cluster, topics)) {
            return catalog.manifests().stream()
                    .filter(manifest -> manifest.getReference().getModel().equals(Trainers.MODEL))
                    .sorted(Comparator.comparing(
                            manifest -> manifest.getReference().getVersion()))
                    .toList();
        }
    }

    private List<TrainingOutcome> outcomes() {
        var outcomes = new ArrayList<TrainingOutcome>();
        CommittedReader.read(
                cluster,
                topics.trainers(),
                value -> TrainersReceiver.handOver(value, new TrainersReceiver() {
                    @Override
                    public void outcome(TrainingOutcome outcome) {
                        outcomes.add(outcome);
                    }
                }),
                ReadProgress.untold());
        return outcomes;
    }

    private List<String> trainAgain(ModelManifest manifest) {
        try {
            var retraining =
                    Retraining.prepare(cluster, topics, manifest, TrainingReview::noFile, ReadProgress.untold());
            return retraining.train(new ModelTrainer(2, clock), TrainerListener.silent()).differences().stream()
                    .map(difference -> References.text(manifest) + " trained again: " + difference)
                    .toList();
        } catch (MissingRecordsException | RetrainingException impossible) {
            return List.of(References.text(manifest) + " cannot be trained again: " + impossible.getMessage());
        }
    }

    private static Dataset noFile(String dataset) {
        throw new IllegalStateException("a trainer learns from the log, not from " + dataset);
    }
}
