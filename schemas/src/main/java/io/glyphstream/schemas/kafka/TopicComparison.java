package io.glyphstream.schemas.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The topics as they have to be, held against the topics as they are. Knows no cluster. */
final class TopicComparison {
    /** Settings for which less than asked for is just as good. */
    private static final Set<String> UPPER_BOUNDS = Set.of("max.message.bytes", "segment.ms", "max.compaction.lag.ms");

    private final Topics topics;
    private final Map<String, ActualTopic> actual;

    /**
     * A topic as it is on the cluster.
     *
     * @param settings all of its settings, those that it has from the cluster's defaults too
     */
    record ActualTopic(int partitions, int replicationFactor, Map<String, String> settings) {}

    /**
     * Compares.
     *
     * @param actual the topics that are there, by name
     */
    TopicComparison(Topics topics, Map<String, ActualTopic> actual) {
        this.topics = topics;
        this.actual = new HashMap<>(actual);
    }

    /** Returns all that is wrong, in the order of the topics. */
    List<TopicProblem> problems() {
        return needed().flatMap(topic -> problems(topic).stream()).toList();
    }

    /** A pipeline of an earlier release has not all topics, and goes on without. */
    private Stream<Topic<?>> needed() {
        return topics.all().stream().filter(topic -> topics.isNeeded(topic.name()) || !isMissing(topic));
    }

    /** Returns all that is wrong with one topic. */
    List<TopicProblem> problems(Topic<?> topic) {
        var found = actual.get(topic.name());
        var problems = new ArrayList<>(absence(topic).stream().toList());
        if (found == null) {
            return problems;
        }
        wrongSettings(topic).forEach((name, wanted) -> {
            var value = found.settings().get(name);
            problems.add(new TopicProblem(
                    topic.name(),
                    name + " must be " + (UPPER_BOUNDS.contains(name) ? "at most " : "") + wanted + " but is "
                            + (value == null ? "not set" : value),
                    createCommand()));
        });
        return problems;
    }

    /** Returns which topics are missing or have other partitions than they must have, in the order of the topics. */
    List<TopicProblem> absences() {
        return needed().flatMap(topic -> absence(topic).stream()).toList();
    }

    private Optional<TopicProblem> absence(Topic<?> topic) {
        var found = actual.get(topic.name());
        return found == null
                ? Optional.of(new TopicProblem(topic.name(), "it does not exist", createCommand()))
                : partitionProblem(topic, found.partitions());
    }

    /** Returns whether the topic is not there. */
    boolean isMissing(Topic<?> topic) {
        return !actual.containsKey(topic.name());
    }

    /** Returns the settings of a topic that have to change, with the values they must get; none if it is missing. */
    Map<String, String> wrongSettings(Topic<?> topic) {
        var wrong = new TreeMap<String, String>();
        var found = actual.get(topic.name());
        if (found != null) {
            topic.settings().forEach((name, wanted) -> {
                if (!satisfies(name, found.settings().get(name), wanted)) {
                    wrong.put(name, wanted);
                }
            });
        }
        return wrong;
    }

    /**
     * Returns how many partitions to create a missing topic with, where the user asked for {@code chosen}: topics that
     * are joined follow the one that is there already.
     */
    int partitionsToCreate(Topic<?> topic, int chosen) {
        if (topic.partitions() == Partitions.CO_PARTITIONED) {
            return coPartitions().orElse(chosen);
        }
        return topic.partitions().count(chosen);
    }

    private Optional<TopicProblem> partitionProblem(Topic<?> topic, int partitions) {
        int fixed = topic.partitions().fixed().orElse(partitions);
        if (partitions != fixed) {
            return Optional.of(new TopicProblem(
                    topic.name(),
                    "it must have " + fixed + (fixed == 1 ? " partition" : " partitions") + " but has " + partitions,
                    deleteCommand(topic)));
        }
        var wanted = coPartitions().orElse(partitions);
        if (topic.partitions() != Partitions.CO_PARTITIONED || partitions == wanted) {
            return Optional.empty();
        }
        return Optional.of(new TopicProblem(
                topic.name(),
                unequal(topics, wanted, partitions),
                TopicGrowth.command(topics, mostCoPartitions().orElse(wanted))));
    }

    /** Returns what is wrong with a topic that must have as many partitions as the images. */
    static String unequal(Topics topics, int wanted, int partitions) {
        return "it must have as many partitions as " + topics.images().name() + ", " + wanted + ", but has "
                + partitions;
    }

    /** The number that all co-partitioned topics must have: that of the first that is there, images before all. */
    private Optional<Integer> coPartitions() {
        return allCoPartitions().findFirst();
    }

    /** Kafka cannot remove partitions: topics that differ can only all grow to the largest. */
    private Optional<Integer> mostCoPartitions() {
        return allCoPartitions().max(Integer::compare);
    }

    private Stream<Integer> allCoPartitions() {
        return topics.all().stream()
                .filter(topic -> topic.partitions() == Partitions.CO_PARTITIONED)
                .flatMap(topic -> Stream.ofNullable(actual.get(topic.name())))
                .map(ActualTopic::partitions);
    }

    private static boolean satisfies(String name, @Nullable String value, String wanted) {
        if (wanted.equals(value)) {
            return true;
        }
        return value != null
                && UPPER_BOUNDS.contains(name)
                && value.matches("\\d{1,18}")
                && Long.parseLong(value) <= Long.parseLong(wanted);
    }

    private String createCommand() {
        return createCommand(topics);
    }

    static String createCommand(Topics topics) {
        return "glyphstream topics create" + prefixOption(topics);
    }

    /** Returns the option that a command needs for topics of another prefix than the usual. */
    static String prefixOption(Topics topics) {
        return topics.prefix().equals(Topics.DEFAULT_PREFIX) ? "" : " --topic-prefix " + topics.prefix();
    }

    private String deleteCommand(Topic<?> topic) {
        return "kafka-topics.sh --bootstrap-server HOST:PORT --delete --topic " + topic.name() + ", then "
                + createCommand();
    }
}
