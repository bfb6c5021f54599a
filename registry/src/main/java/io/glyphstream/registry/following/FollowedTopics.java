package io.glyphstream.registry.following;

import io.glyphstream.registry.FollowedTopic;
import io.glyphstream.registry.TopicReader;
import io.glyphstream.registry.TopicState;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that one consumer follows: looks from time to time whether they are still those that were read. */
final class FollowedTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedTopics.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Admin admin;
    private final List<FollowedTopic> topics;
    private boolean answered;
    private long nextLook = System.nanoTime();

    /** Topics of one partition each, of which nothing was read. */
    FollowedTopics(KafkaCluster cluster, FollowedTopic... topics) {
        admin = TopicReader.admin(cluster);
        this.topics = List.of(topics);
    }

    /**
     * Sends the consumer back to the beginning of each topic that is another now, and returns true if the brokers answered
     * the latest look.
     */
    boolean look(Consumer<?, ?> consumer) {
        if (System.nanoTime() - nextLook < 0) {
            return answered;
        }
        answered = false;
        nextLook = System.nanoTime() + INTERVAL.toNanos();
        try {
            topics.forEach(topic -> topic.look(admin, consumer, ANSWER));
            answered = true;
        } catch (RetriableException unanswered) {
            LOG.debug("the topics will be looked at again", unanswered);
        }
        return answered;
    }

    /** The next look is not put off. */
    void lookSoon() {
        nextLook = System.nanoTime();
    }

    /** Notes up to which offsets they were read. */
    void readTo(Map<TopicPartition, Long> offsets) {
        topics.forEach(topic -> topic.readTo(offsets.getOrDefault(topic.partition(), 0L)));
    }

    /** Returns the offset after the last record, committed or not. */
    long writtenEnd(TopicPartition partition) {
        return TopicState.of(admin, partition, ANSWER).end();
    }

    @Override
    public void close() {
        admin.close();
    }
}
