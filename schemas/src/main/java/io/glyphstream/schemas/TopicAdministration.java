package io.glyphstream.schemas;

import io.glyphstream.schemas.TopicComparison.ActualTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics, describes them, and refuses wrong ones.
 *
 * <p>All methods throw Kafka's {@link KafkaException} when the cluster does not answer within the client's time limit
 * or does not allow it.
 */
public final class TopicAdministration {
    private static final int VISIBILITY_CHECKS = 200;
    private static final long VISIBILITY_PAUSE_MILLIS = 50;

    private final Admin admin;
    private final Topics topics;

    /** Works through the admin client, which stays the caller's to close. */
    public TopicAdministration(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Creates the topics that are missing, corrects the settings of those that are there, and registers the schemas.
     * Returns what was done, one entry for each topic. Can be repeated.
     *
     * <p>Numbers of partitions are never changed: keys would move. A missing topic that is joined with one that is there
     * takes its number.
     *
     * @param partitions for all topics but those that must have one
     */
    public List<TopicOutcome> create(int partitions, short replicationFactor) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1 but was " + partitions);
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("replication factor must be at least 1 but was " + replicationFactor);
        }
        var before = new TopicComparison(topics, actual());
        var outcomes = new ArrayList<TopicOutcome>();
        for (var topic : topics.all()) {
            outcomes.add(create(topic, before, partitions, replicationFactor));
        }
        awaitVisible();
        topics.registerSchemas();
        return outcomes;
    }

    /** Returns how each topic is, missing ones too. */
    public List<TopicDescription> describe() {
        var actual = actual();
        var comparison = new TopicComparison(topics, actual);
        return topics.all().stream()
                .map(topic -> describe(topic, actual.get(topic.name()), comparison.problems(topic)))
                .toList();
    }

    /**
     * Returns normally if every topic is there and as it has to be, and every schema has an id.
     *
     * @throws WrongTopicException when a topic is missing or wrong; names each, and the command that fixes it
     * @throws SchemaRegistryException when the schema registry does not answer or refuses a schema
     */
    public void check() {
        var problems = new TopicComparison(topics, actual()).problems();
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
        topics.registerSchemas();
    }

    private TopicOutcome create(Topic<?> topic, TopicComparison before, int chosen, short replicationFactor) {
        if (before.isMissing(topic)) {
            return createMissing(topic, before.partitionsToCreate(topic, chosen), replicationFactor);
        }
        var wrong = before.wrongSettings(topic);
        if (wrong.isEmpty()) {
            return new TopicOutcome.Unchanged(topic.name());
        }
        Collection<AlterConfigOp> changes = wrong.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                .toList();
        await(admin.incrementalAlterConfigs(Map.of(resource(topic.name()), changes))
                .all());
        return new TopicOutcome.Corrected(topic.name(), wrong);
    }

    private TopicOutcome createMissing(Topic<?> topic, int partitions, short replicationFactor) {
        var wanted = new NewTopic(topic.name(), partitions, replicationFactor).configs(topic.settings());
        try {
            await(admin.createTopics(List.of(wanted)).all());
            return new TopicOutcome.Created(topic.name(), partitions, replicationFactor);
        } catch (TopicExistsException e) {
            // Somebody created it at the same moment; if not as we would have, check() tells.
            return new TopicOutcome.Unchanged(topic.name());
        }
    }

    private static TopicDescription describe(
            Topic<?> topic, @Nullable ActualTopic actual, List<TopicProblem> problems) {
        if (actual == null) {
            return new TopicDescription(topic.name(), 0, 0, Map.of(), problems);
        }
        var settings = new HashMap<>(actual.settings());
        settings.keySet().retainAll(topic.settings().keySet());
        return new TopicDescription(topic.name(), actual.partitions(), actual.replicationFactor(), settings, problems);
    }

    /** Brokers learn of a new topic shortly after the controller has made it. */
    private void awaitVisible() {
        for (var i = 0; i < VISIBILITY_CHECKS && actual().size() < topics.all().size(); i++) {
            try {
                Thread.sleep(VISIBILITY_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** Returns the topics that are there, by name. */
    private Map<String, ActualTopic> actual() {
        var names = topics.all().stream().map(Topic::name).toList();
        var descriptions = admin.describeTopics(names).topicNameValues();
        var configs = admin.describeConfigs(
                        names.stream().map(TopicAdministration::resource).toList())
                .values();
        var actual = new HashMap<String, ActualTopic>();
        descriptions.forEach((name, description) -> {
            try {
                var partitions = await(description).partitions();
                var settings = new HashMap<String, String>();
                await(Objects.requireNonNull(configs.get(resource(name))))
                        .entries()
                        .forEach(entry -> settings.put(entry.name(), entry.value()));
                var replicas = partitions.get(0).replicas().size();
                actual.put(name, new ActualTopic(partitions.size(), replicas, settings));
            } catch (UnknownTopicOrPartitionException e) {
                // A topic that is not there has no entry.
            }
        });
        return actual;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
