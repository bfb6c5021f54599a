package io.glyphstream.registry;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of one partition that is read on and on, and whether it is still the log that was read.
 *
 * <p>It is not when somebody deleted the topic and created it again, or restored it from an older copy. A consumer may
 * not notice: it goes on at its offset, or at the end of the new log, and what lies before that is never seen. For one
 * thread at a time.
 */
public final class FollowedTopic {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedTopic.class);

    private final TopicPartition partition;
    private final Runnable forget;
    private @Nullable Uuid id;
    private long position;

    /**
     * A topic of which nothing was read.
     *
     * @param forget is called before the topic is read from its beginning again
     */
    public FollowedTopic(TopicPartition partition, Runnable forget) {
        this.partition = partition;
        this.forget = forget;
    }

    public TopicPartition partition() {
        return partition;
    }

    /** Notes up to which offset it was read; a consumer that was sent back by itself does not make that less. */
    public void readTo(long offset) {
        position = Math.max(position, offset);
    }

    /** Looks at the topic, sends its consumer back to the beginning if it is another log, and returns its state. */
    public TopicState look(Admin admin, Consumer<?, ?> consumer, Duration limit) {
        var state = TopicState.of(admin, partition, limit);
        if (id != null) {
            state.breakAfter(id, position).ifPresent(why -> {
                LOG.warn("topic {} {}. It is read from its beginning.", partition.topic(), why);
                consumer.seekToBeginning(List.of(partition));
                position = 0;
                forget.run();
            });
        }
        id = state.id();
        return state;
    }
}
