package io.glyphstream.schemas.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/*
 * The images come last: only then do producers see more partitions, and all that belongs to one is there. A growth that was cut short is
 * finished by the next; a processor that starts in between refuses, since the numbers differ.
 */
/** Gives the topics that are joined, and an application's changelogs of them, more partitions. */
public final class TopicGrowth {
    private static final int VISIBILITY_CHECKS = 200;
    private static final long VISIBILITY_PAUSE_MILLIS = 50;

    private final Admin admin;
    private final Topics topics;

    /** What became of one topic; the numbers are equal if it had enough before. */
    public record Growth(String topic, int before, int after) {}

    /** Works through the admin client, which stays the caller's to close. */
    public TopicGrowth(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Grows images, labels, predictions and the changelogs that are there, and returns what became of each. Can be repeated. No
     * processor may run meanwhile.
     *
     * @param changelogs names of the topics in which an application keeps what belongs to a partition of the images
     * @throws IllegalArgumentException when one has more partitions already: Kafka takes none away
     * @throws WrongTopicException when a topic of the pipeline is missing
     */
    public List<Growth> grow(int partitions, List<String> changelogs) {
        var joined = List.of(
                topics.predictions().name(),
                topics.labels().name(),
                topics.images().name());
        var names = new ArrayList<>(changelogs);
        names.addAll(joined);
        var identities = new TopicIdentities(admin, topics);
        var found = identities.of(names);
        requirePresent(joined, found);
        names.retainAll(found.keySet());
        var growths = names.stream()
                .map(name ->
                        new Growth(name, Objects.requireNonNull(found.get(name)).partitions(), partitions))
                .toList();
        growths.forEach(TopicGrowth::requirePossible);
        growths.stream().filter(growth -> growth.before < partitions).forEach(this::grow);
        awaitVisible(identities, names, partitions);
        return growths;
    }

    private void requirePresent(List<String> joined, Map<String, TopicIdentity> found) {
        var missing = joined.stream()
                .filter(name -> !found.containsKey(name))
                .map(name -> new TopicProblem(name, "it does not exist", TopicComparison.createCommand(topics)))
                .toList();
        if (!missing.isEmpty()) {
            throw new WrongTopicException(missing);
        }
    }

    private static void requirePossible(Growth growth) {
        if (growth.before > growth.after) {
            throw new IllegalArgumentException("partitions must be at least " + growth.before + ", which "
                    + growth.topic + " has, but was " + growth.after + "; Kafka cannot remove partitions");
        }
    }

    private void grow(Growth growth) {
        KafkaReply.of(admin.createPartitions(Map.of(growth.topic, NewPartitions.increaseTo(growth.after)))
                .all());
    }

    /** Brokers get a change shortly after the controller has made it; the next request must find it. */
    private static void awaitVisible(TopicIdentities identities, List<String> names, int partitions) {
        for (var i = 0; i < VISIBILITY_CHECKS; i++) {
            var now = identities.of(names).values();
            if (now.size() == names.size() && now.stream().allMatch(topic -> topic.partitions() == partitions)) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(VISIBILITY_PAUSE_MILLIS));
        }
    }

    /** Returns what to do so that all have this number of partitions. */
    static String command(Topics topics, int partitions) {
        return "stop all processors, then glyphstream topics grow --partitions " + partitions
                + TopicComparison.prefixOption(topics);
    }
}
