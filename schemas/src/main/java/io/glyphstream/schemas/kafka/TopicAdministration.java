package io.glyphstream.schemas.kafka;

import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.kafka.TopicComparison.ActualTopic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/*
 * Why creating waits for the leaders: the metadata name a leader before that broker has opened the new partition. It refuses
 * what is sent to it meanwhile. When a producer's second batch arrives after the partition was opened and before the first is
 * sent again, the broker takes the second; the first is then out of order for ever, and the producer repeats it until its
 * delivery timeout.
 */

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
        var wrong = topics.all().stream()
                .filter(topic -> !before.isMissing(topic))
                .filter(topic -> !before.wrongSettings(topic).isEmpty())
                .<String>map(Topic::name)
                .toList();
        Rights.none().withTopics(AclOperation.ALTER_CONFIGS, wrong).require(admin);
        var created = createMissing(before, partitions, replicationFactor);
        var outcomes = topics.all().stream()
                .map(topic -> Optional.ofNullable(created.get(topic.name())).orElseGet(() -> correct(topic, before)))
                .toList();
        awaitSettled();
        awaitLeaders(outcomes);
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

    /**
     * Returns normally if every topic is there and as it has to be, that of trainers too, and every schema has an id.
     *
     * @throws WrongTopicException when a topic is missing or wrong; names each, and the command that fixes it
     * @throws SchemaRegistryException when the schema registry does not answer or refuses a schema
     */
    public void checkForTrainer() {
        var problems = new TopicComparison(topics, actual()).problems(topics.trainers());
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
        check();
    }

    /**
     * Returns normally if the topic of pins is there and as it has to be. No right on another topic is needed.
     *
     * @throws WrongTopicException when it is missing or wrong; names the command that fixes it
     */
    public void checkForPins() {
        var problems = new TopicComparison(topics, actual(List.of(topics.pins().name()))).problems(topics.pins());
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
    }

    /**
     * Returns normally if every topic is there and has the partitions that it must have, whatever its settings.
     *
     * @throws WrongTopicException when one is missing or has other partitions; names each, and the command that fixes it
     */
    public void checkPresence() {
        var problems = new TopicComparison(topics, actual()).absences();
        if (!problems.isEmpty()) {
            throw new WrongTopicException(problems);
        }
    }

    /** Creates the missing topics in one request and returns what became of each, by name. */
    private Map<String, TopicOutcome> createMissing(TopicComparison before, int chosen, short replicationFactor) {
        var wanted = topics.all().stream()
                .filter(before::isMissing)
                .map(topic -> new NewTopic(topic.name(), before.partitionsToCreate(topic, chosen), replicationFactor)
                        .configs(settings(topic, replicationFactor)))
                .toList();
        var results = admin.createTopics(wanted).values();
        var outcomes = new HashMap<String, TopicOutcome>();
        for (var topic : wanted) {
            try {
                KafkaReply.of(Objects.requireNonNull(results.get(topic.name())));
                outcomes.put(
                        topic.name(),
                        new TopicOutcome.Created(topic.name(), topic.numPartitions(), topic.replicationFactor()));
            } catch (TopicExistsException e) {
                // Somebody created it at the same moment; if not as we would have, check() tells.
                outcomes.put(topic.name(), new TopicOutcome.Unchanged(topic.name()));
            }
        }
        return outcomes;
    }

    /** With three copies or more a write counts once two have it, so that losing any one broker loses nothing. */
    private static Map<String, String> settings(Topic<?> topic, short replicationFactor) {
        var settings = new HashMap<>(topic.settings());
        if (replicationFactor > 2) {
            settings.put("min.insync.replicas", "2");
        }
        return settings;
    }

    private TopicOutcome correct(Topic<?> topic, TopicComparison before) {
        var wrong = before.wrongSettings(topic);
        if (wrong.isEmpty()) {
            return new TopicOutcome.Unchanged(topic.name());
        }
        Collection<AlterConfigOp> changes = wrong.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                .toList();
        KafkaReply.of(admin.incrementalAlterConfigs(Map.of(resource(topic.name()), changes))
                .all());
        return new TopicOutcome.Corrected(topic.name(), wrong);
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

    /** Brokers get a change shortly after the controller has made it; the next request must find it. */
    private void awaitSettled() {
        for (var i = 0; i < VISIBILITY_CHECKS && !settled(); i++) {
            try {
                Thread.sleep(VISIBILITY_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** Waits until the leader of each partition that was created answers. */
    private void awaitLeaders(List<TopicOutcome> outcomes) {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var outcome : outcomes) {
            int created = outcome.match(TopicOutcome.Created::partitions, corrected -> 0, unchanged -> 0);
            for (int partition = 0; partition < created; partition++) {
                latest.put(new TopicPartition(outcome.name(), partition), OffsetSpec.latest());
            }
        }
        KafkaReply.of(admin.listOffsets(latest).all());
    }

    private boolean settled() {
        var now = new TopicComparison(topics, actual());
        return topics.all().stream()
                .noneMatch(topic ->
                        now.isMissing(topic) || !now.wrongSettings(topic).isEmpty());
    }

    /** Returns the topics that are there, by name. */
    private Map<String, ActualTopic> actual() {
        return actual(topics.names());
    }

    private Map<String, ActualTopic> actual(List<String> names) {
        var descriptions = admin.describeTopics(names).topicNameValues();
        var configs = admin.describeConfigs(
                        names.stream().map(TopicAdministration::resource).toList())
                .values();
        var actual = new HashMap<String, ActualTopic>();
        descriptions.forEach((name, description) -> TopicIdentities.ifThere(
                        topics,
                        name,
                        () -> actual(
                                KafkaReply.of(description),
                                KafkaReply.of(Objects.requireNonNull(configs.get(resource(name))))))
                .ifPresent(topic -> actual.put(name, topic)));
        return actual;
    }

    private static ActualTopic actual(org.apache.kafka.clients.admin.TopicDescription description, Config config) {
        var settings = new HashMap<String, String>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        var partitions = description.partitions();
        return new ActualTopic(partitions.size(), partitions.get(0).replicas().size(), settings);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
