package io.glyphstream.operations;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TrainersReceiver;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a version when it was trained.
 *
 * @param outcome what a trainer service says of its training, if one trained it
 * @param unread why it is not known what a trainer service says of it, a sentence each
 * @param decision the first deployment that is about it, if there is any
 */
public record ModelLineage(Optional<TrainingOutcome> outcome, List<String> unread, Optional<Deployment> decision) {

    public ModelLineage {
        unread = List.copyOf(unread);
    }

    /**
     * Returns what is known of a version. A pipeline of an earlier release has no topic of trainers, and a user may have no
     * right to read it: nothing is known of trainings then, and {@link #unread} says why.
     *
     * @param history every decision, the oldest first
     */
    public static ModelLineage read(
            KafkaCluster cluster, Topics topics, List<Deployment> history, ModelReference version) {
        var decision = history.stream()
                .filter(deployment -> version.equals(deployment.getSubject()))
                .findFirst();
        var outcomes = new ArrayList<TrainingOutcome>();
        var unread = new ArrayList<String>();
        var keys = RecordKeys.trainingOutcomes(version.getModel());
        var refusal = TrainersTopic.read(cluster, topics, new TrainersReceiver() {
            @Override
            public void outcome(TrainingOutcome outcome) {
                if (version.equals(outcome.getModel())) {
                    outcomes.add(outcome);
                }
            }

            @Override
            public void later(String key, LaterReleaseException why) {
                if (key.startsWith(keys)) {
                    unread.add(key + ": " + why.getMessage());
                }
            }
        });
        refusal.ifPresent(unread::add);
        return outcomes.isEmpty()
                ? new ModelLineage(Optional.empty(), unread, decision)
                : new ModelLineage(Optional.of(outcomes.get(outcomes.size() - 1)), List.of(), decision);
    }
}
