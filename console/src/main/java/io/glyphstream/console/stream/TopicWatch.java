package io.glyphstream.console.stream;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the topics that the console reads on and on, asked for every two seconds. A topic that was deleted and created again has
 * another id; a consumer does not tell that, and may go on at an offset of the former topic.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final AttendedThread thread;
    private volatile Map<String, Uuid> ids = Map.of();

    private TopicWatch(KafkaCluster cluster, Topics topics) {
        thread = AttendedThread.start("console-topics", self -> follow(cluster, topics, self));
    }

    /** Starts to ask. */
    public static TopicWatch start(KafkaCluster cluster, Topics topics) {
        return new TopicWatch(cluster, topics);
    }

    /** Returns whether the cluster answers. */
    public FeedCondition condition() {
        return thread.condition();
    }

    /** Returns the topic's present id; of one that is gone, its last; null if it was never there. */
    @Nullable
    Uuid id(String topic) {
        return ids.get(topic);
    }

    @Override
    public void close() {
        thread.close();
    }

    private void follow(KafkaCluster cluster, Topics topics, AttendedThread self) throws InterruptedException {
        var names = List.of(
                topics.images().name(),
                topics.predictions().name(),
                topics.accuracy().name(),
                topics.deadLetters().name());
        try (var admin = AdminClients.open(cluster)) {
            var identities = new TopicIdentities(admin, topics);
            while (!self.isClosing()) {
                try {
                    var now = new HashMap<>(ids);
                    identities.of(names).forEach((name, topic) -> now.put(name, topic.id()));
                    ids = Map.copyOf(now);
                    self.well();
                } catch (RetriableException away) {
                    self.away(away);
                }
                self.pause(PAUSE);
            }
        }
    }
}
