package io.glyphstream.schemas.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Finds out which topics stand behind names, and which were changed by hand.
 *
 * <p>All methods throw Kafka's {@link KafkaException} when the cluster does not answer within the client's time limit or does not allow
 * it.
 */
public final class TopicIdentities {
    private final Admin admin;
    private final Topics topics;

    /** Works through the admin client, which stays the caller's to close. */
    public TopicIdentities(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** Returns the topics that each pipeline has and that are there, by name. */
    public Map<String, TopicIdentity> needed() {
        return of(topics.neededNames());
    }

    /** Returns those of these topics that are there, by name. */
    public Map<String, TopicIdentity> of(Collection<String> names) {
        var found = new HashMap<String, TopicIdentity>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            ifThere(topics, name, () -> KafkaReply.of(description))
                    .ifPresent(topic -> found.put(
                            name,
                            new TopicIdentity(
                                    topic.topicId(), topic.partitions().size(), copies(topic))));
        });
        return found;
    }

    /**
     * Returns what the cluster answers about a topic; nothing if the topic is not there. One that not every
     * pipeline has is taken for one that is not there by those who may not see it.
     */
    static <T> Optional<T> ifThere(Topics topics, String name, Supplier<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        } catch (TopicAuthorizationException hidden) {
            if (!topics.isNeeded(name)) {
                return Optional.empty();
            }
            throw hidden;
        }
    }

    /** Returns how many brokers have the partition that fewest have. */
    public static int copies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    /** Returns the topics that Kafka Streams made for an application. */
    public Collection<TopicDescription> internal(String applicationId) {
        var prefix = applicationId + "-";
        var names = KafkaReply.of(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> name.endsWith("-changelog") || name.endsWith("-repartition"))
                .toList();
        return KafkaReply.of(admin.describeTopics(names).allTopicNames()).values();
    }

    /**
     * Returns an application's changelogs that are there, by name.
     *
     * @throws WrongTopicException when one has another number of partitions than the images; names the command that helps
     */
    public Map<String, TopicIdentity> changelogs(String applicationId, List<String> names) {
        var images = Objects.requireNonNull(
                of(List.of(topics.images().name())).get(topics.images().name()), "images");
        var found = of(names);
        var most = found.values().stream().mapToInt(TopicIdentity::partitions).max();
        var fix = TopicGrowth.command(topics, Math.max(most.orElse(0), images.partitions())) + " --application-id "
                + applicationId;
        var problems = new ArrayList<TopicProblem>();
        for (var name : names) {
            var changelog = found.get(name);
            if (changelog != null && changelog.partitions() != images.partitions()) {
                problems.add(new TopicProblem(
                        name, TopicComparison.unequal(topics, images.partitions(), changelog.partitions()), fix));
            }
        }
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
        return found;
    }

    /**
     * Returns normally if no topic is another, or has other partitions, than it was before. One that is missing is not looked at.
     *
     * @param before what {@link #needed} returned
     * @throws WrongTopicException when one was changed; names each, and what to do
     */
    public void requireUnchanged(Map<String, TopicIdentity> before) {
        var now = of(before.keySet());
        var problems = before.entrySet().stream()
                .flatMap(entry ->
                        change(entry.getKey(), entry.getValue(), now.getOrDefault(entry.getKey(), entry.getValue()))
                                .stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
    }

    private Optional<TopicProblem> change(String name, TopicIdentity before, TopicIdentity now) {
        if (!now.id().equals(before.id())) {
            return Optional.of(new TopicProblem(
                    name,
                    "it was deleted and created again while the processor ran (its id was " + before.id() + " and is "
                            + now.id() + ")",
                    "start the processor again; it reads the new topic from its beginning"));
        }
        if (now.partitions() == before.partitions()) {
            return Optional.empty();
        }
        return Optional.of(new TopicProblem(
                name,
                "it had " + before.partitions() + " partitions when the processor started, but has " + now.partitions()
                        + " now",
                TopicGrowth.command(topics, now.partitions())));
    }
}
