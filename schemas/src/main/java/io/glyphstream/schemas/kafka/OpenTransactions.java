package io.glyphstream.schemas.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The open transactions on topics, and who holds them. What the caller may not see is left out of the answer. */
public final class OpenTransactions {
    private final Admin admin;

    /** Works through the admin client, which stays the caller's to close. */
    public OpenTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Returns the partitions of these topics that are held now, in their order; topics that do not exist hold nothing. */
    public List<HeldPartition> find(Collection<String> topics) {
        var partitions = topics.stream().flatMap(this::partitions).toList();
        return findAmong(partitions);
    }

    /** Returns how a partition is held now, or nothing if all of it can be read. */
    public Optional<HeldPartition> find(TopicPartition partition) {
        return findAmong(List.of(partition)).stream().findFirst();
    }

    private Stream<TopicPartition> partitions(String topic) {
        try {
            return PartitionOffsets.partitions(admin, topic).stream();
        } catch (UnknownTopicOrPartitionException missing) {
            return Stream.empty();
        }
    }

    private List<HeldPartition> findAmong(List<TopicPartition> partitions) {
        // In this order, so that a record that comes in between does not look like a hidden one.
        var ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        var stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        var held = partitions.stream()
                .filter(partition -> stable.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L))
                .toList();
        var oldest = oldest(held);
        var described = describe(oldest.values());
        return held.stream()
                .map(partition -> new HeldPartition(
                        partition.topic(),
                        partition.partition(),
                        stable.getOrDefault(partition, 0L),
                        ends.getOrDefault(partition, 0L),
                        Optional.ofNullable(oldest.get(partition)).map(state -> transaction(state, described))))
                .toList();
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel level) {
        return PartitionOffsets.of(admin, partitions, OffsetSpec.latest(), new ListOffsetsOptions(level));
    }

    /** Returns the producer of the oldest open transaction of each partition. */
    private Map<TopicPartition, ProducerState> oldest(List<TopicPartition> partitions) {
        var oldest = new HashMap<TopicPartition, ProducerState>();
        if (partitions.isEmpty()) {
            return oldest;
        }
        try {
            KafkaReply.of(admin.describeProducers(partitions).all())
                    .forEach((partition, producers) -> producers.activeProducers().stream()
                            .filter(state ->
                                    state.currentTransactionStartOffset().isPresent())
                            .min(Comparator.comparingLong(OpenTransactions::start))
                            .ifPresent(state -> oldest.put(partition, state)));
        } catch (AuthorizationException unseen) {
            return oldest;
        }
        return oldest;
    }

    private static long start(ProducerState state) {
        return state.currentTransactionStartOffset().orElse(Long.MAX_VALUE);
    }

    /** What the coordinator knows of a producer's transaction. */
    private record Described(String transactionalId, Optional<TransactionDescription> description) {}

    private Map<Long, Described> describe(Collection<ProducerState> producers) {
        var described = new HashMap<Long, Described>();
        if (producers.isEmpty()) {
            return described;
        }
        try {
            var ids = producers.stream().map(ProducerState::producerId).toList();
            var listed = KafkaReply.of(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(ids))
                    .all());
            for (TransactionListing listing : listed) {
                described.put(
                        listing.producerId(),
                        new Described(listing.transactionalId(), describe(listing.transactionalId())));
            }
        } catch (AuthorizationException unseen) {
            return described;
        }
        return described;
    }

    private Optional<TransactionDescription> describe(String transactionalId) {
        try {
            return Optional.of(KafkaReply.of(
                    admin.describeTransactions(List.of(transactionalId)).description(transactionalId)));
        } catch (TransactionalIdNotFoundException ended) {
            return Optional.empty();
        }
    }

    private static HeldPartition.Transaction transaction(ProducerState state, Map<Long, Described> described) {
        var known = Optional.ofNullable(described.get(state.producerId()));
        var ongoing = known.flatMap(Described::description)
                .filter(description -> description.state() == TransactionState.ONGOING);
        return new HeldPartition.Transaction(
                state.producerId(),
                state.producerEpoch(),
                start(state),
                Instant.ofEpochMilli(state.lastTimestamp()),
                known.map(Described::transactionalId),
                ongoing.map(TransactionDescription::transactionStartTimeMs)
                        .filter(OptionalLong::isPresent)
                        .map(start -> Instant.ofEpochMilli(start.getAsLong())),
                ongoing.map(description -> Duration.ofMillis(description.transactionTimeoutMs())));
    }
}
