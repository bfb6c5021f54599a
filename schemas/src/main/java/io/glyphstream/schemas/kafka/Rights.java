package io.glyphstream.schemas.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program must be allowed to do on Kafka, so that brokers can be asked before it begins. Immutable.
 *
 * <p>Brokers tell what a user may do with a topic or a group that exists. Of a transactional id they tell whether the user
 * may see it, and of a topic that does not exist whether the user may create it.
 */
public final class Rights {
    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);
    private static final Rights NONE = new Rights(List.of());

    /** Something has failed already, so nobody waits for long. */
    private static final Map<String, ?> AT_ONCE = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);

    private final List<Right> all;

    private Rights(List<Right> all) {
        this.all = all;
    }

    /** Returns no right at all. */
    public static Rights none() {
        return NONE;
    }

    /** Returns these and the rights to read topics. */
    public Rights toRead(Topic<?>... topics) {
        return withTopics(AclOperation.READ, names(topics));
    }

    /** Returns these and the rights to write to topics. */
    public Rights toWrite(Topic<?>... topics) {
        return withTopics(AclOperation.WRITE, names(topics));
    }

    /** Returns these and the right to an operation on each of the topics. */
    public Rights withTopics(AclOperation operation, Collection<String> names) {
        return with(names.stream().map(name -> new Right(ResourceType.TOPIC, name, operation)));
    }

    /** Returns these and the right to be a member of a consumer group. */
    public Rights toJoin(String group) {
        return with(Stream.of(new Right(ResourceType.GROUP, group, AclOperation.READ)));
    }

    /** Returns these and the right to see how far a consumer group is. */
    public Rights toSeeGroup(String group) {
        return with(Stream.of(new Right(ResourceType.GROUP, group, AclOperation.DESCRIBE)));
    }

    /** Returns these and others. */
    public Rights and(Rights others) {
        return with(others.all.stream());
    }

    /** Returns these and the right to write in transactions of this id. */
    public Rights toWriteAs(String transactionalId) {
        return with(Stream.of(new Right(ResourceType.TRANSACTIONAL_ID, transactionalId, AclOperation.WRITE)));
    }

    /** Returns every right. */
    public List<Right> all() {
        return all;
    }

    /**
     * Returns normally unless a broker says that a right is missing. What a broker cannot tell is not asked for.
     *
     * @throws MissingRightsException when a right is missing
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public void require(Admin admin) {
        var missing = missing(admin);
        if (!missing.isEmpty()) {
            throw new MissingRightsException(missing);
        }
    }

    /**
     * Returns a failure as it is, unless Kafka refused something for want of one of these rights: then which right that is.
     * Kafka itself names at most the resource, so brokers are asked again.
     */
    public Throwable explain(Throwable failure, KafkaCluster cluster) {
        var known = CauseChain.first(failure, MissingRightsException.class);
        if (known.isPresent()) {
            return known.get();
        }
        if (CauseChain.first(failure, AuthorizationException.class).isEmpty()) {
            return failure;
        }
        try (var admin = Admin.create(cluster.clientSettings(AT_ONCE, Map.of()))) {
            var missing = missing(admin);
            return missing.isEmpty() ? failure : new MissingRightsException(missing, failure);
        } catch (KafkaException unanswered) {
            LOG.debug("no answer about rights", unanswered);
            return failure;
        }
    }

    private List<Right> missing(Admin admin) {
        var missing = new ArrayList<Right>();
        missing.addAll(missingOnTopics(admin));
        missing.addAll(missingOnGroups(admin));
        missing.addAll(missingOnTransactionalIds(admin));
        return missing;
    }

    private List<Right> missingOnTopics(Admin admin) {
        var missing = new ArrayList<Right>();
        var unborn = new ArrayList<NewTopic>();
        var answers = admin.describeTopics(
                        names(ResourceType.TOPIC), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        answers.forEach((name, answer) -> {
            try {
                var allowed = KafkaReply.of(answer).authorizedOperations();
                on(ResourceType.TOPIC, name).stream()
                        // A topic that exists need not be created.
                        .filter(right -> right.operation() != AclOperation.CREATE)
                        .filter(right -> !isAllowed(right, allowed))
                        .forEach(missing::add);
            } catch (AuthorizationException unseen) {
                missing.addAll(on(ResourceType.TOPIC, name));
            } catch (UnknownTopicOrPartitionException unknown) {
                unborn.add(new NewTopic(name, Optional.empty(), Optional.empty()));
            }
        });
        unborn.removeIf(topic -> !isToBeCreated(on(ResourceType.TOPIC, topic.name())));
        missing.addAll(missingToCreate(admin, unborn));
        return missing;
    }

    private static boolean isToBeCreated(List<Right> rights) {
        return rights.stream().anyMatch(right -> right.operation() == AclOperation.CREATE);
    }

    /** Brokers check the right to create a topic before all else, also if nothing is to be created in the end. */
    private static List<Right> missingToCreate(Admin admin, List<NewTopic> topics) {
        var missing = new ArrayList<Right>();
        admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true))
                .values()
                .forEach((name, answer) -> {
                    try {
                        KafkaReply.of(answer);
                    } catch (AuthorizationException denied) {
                        missing.add(new Right(ResourceType.TOPIC, name, AclOperation.CREATE));
                    } catch (ApiException other) {
                        // Created meanwhile, or refused by a policy that the creation itself will meet, and name.
                    }
                });
        return missing;
    }

    private List<Right> missingOnGroups(Admin admin) {
        var missing = new ArrayList<Right>();
        admin.describeConsumerGroups(
                        names(ResourceType.GROUP),
                        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .forEach((name, answer) -> {
                    try {
                        var allowed = KafkaReply.of(answer).authorizedOperations();
                        on(ResourceType.GROUP, name).stream()
                                .filter(right -> !isAllowed(right, allowed))
                                .forEach(missing::add);
                    } catch (AuthorizationException unseen) {
                        missing.addAll(on(ResourceType.GROUP, name));
                    } catch (GroupIdNotFoundException | UnsupportedVersionException untold) {
                        // Only of a group that exists do brokers tell.
                    }
                });
        return missing;
    }

    private List<Right> missingOnTransactionalIds(Admin admin) {
        var missing = new ArrayList<Right>();
        var wanted = names(ResourceType.TRANSACTIONAL_ID);
        var answers = admin.describeTransactions(wanted);
        wanted.forEach(name -> {
            try {
                KafkaReply.of(answers.description(name));
            } catch (AuthorizationException unseen) {
                missing.addAll(on(ResourceType.TRANSACTIONAL_ID, name));
            } catch (TransactionalIdNotFoundException | UnsupportedVersionException untold) {
                // Brokers check the right to see an id before they look for it.
            }
        });
        return missing;
    }

    /** @param allowed null if the broker does not tell */
    private static boolean isAllowed(Right right, @Nullable Set<AclOperation> allowed) {
        return allowed == null || allowed.contains(right.operation());
    }

    private Set<String> names(ResourceType type) {
        return all.stream()
                .filter(right -> right.type() == type)
                .map(Right::name)
                .collect(Collectors.toSet());
    }

    private List<Right> on(ResourceType type, String name) {
        return all.stream()
                .filter(right -> right.type() == type && right.name().equals(name))
                .toList();
    }

    private Rights with(Stream<Right> more) {
        return new Rights(Stream.concat(all.stream(), more).distinct().toList());
    }

    private static List<String> names(Topic<?>... topics) {
        return Stream.of(topics).<String>map(Topic::name).toList();
    }
}
