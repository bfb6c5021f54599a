package io.glyphstream.operations;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Topics;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a version when it was trained.
 *
 * @param outcome what a trainer service says of its training, if one trained it
 * @param decision the first deployment that is about it, if there is any
 */
public record ModelLineage(Optional<TrainingOutcome> outcome, Optional<Deployment> decision) {

    /**
     * Returns what is known of a version. A pipeline of an earlier release has no topic of trainers, and a user may have no
     * right to read it: nothing is known of trainings then.
     *
     * @param history every decision, the oldest first
     */
    public static ModelLineage read(
            KafkaCluster cluster, Topics topics, List<Deployment> history, ModelReference version) {
        var decision = history.stream()
                .filter(deployment -> version.equals(deployment.getSubject()))
                .findFirst();
        return new ModelLineage(outcome(cluster, topics, version), decision);
    }

    private static Optional<TrainingOutcome> outcome(KafkaCluster cluster, Topics topics, ModelReference version) {
        var outcomes = new ArrayList<TrainingOutcome>();
        TrainersTopic.read(cluster, topics, new TrainersReceiver() {
            @Override
            public void outcome(TrainingOutcome outcome) {
                if (version.equals(outcome.getModel())) {
                    outcomes.add(outcome);
                }
            }
        });
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.get(outcomes.size() - 1));
    }
}
