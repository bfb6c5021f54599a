package io.glyphstream.schemas.kafka;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a topic is on the cluster.
 *
 * @param partitions 0 when the topic is missing
 * @param replicationFactor 0 when the topic is missing
 * @param settings those that matter, with the values they have
 * @param problems what is wrong with it; empty when it is as it has to be
 */
public record TopicDescription(
        String name, int partitions, int replicationFactor, Map<String, String> settings, List<TopicProblem> problems) {
    /** Copies the settings, in the order of their names, and the problems. */
    public TopicDescription {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        problems = List.copyOf(problems);
    }

    /** Returns whether the topic is there. */
    public boolean exists() {
        return partitions > 0;
    }
}
