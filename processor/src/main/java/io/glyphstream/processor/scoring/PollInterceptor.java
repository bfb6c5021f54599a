package io.glyphstream.processor.scoring;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Hands every poll of the stream's consumer to the processor's {@link Polls}, and returns what they make of it.
 *
 * <p>Public only because Kafka makes it, by its name.
 */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** The consumer's property that holds the polls. */
    public static final String POLLS = "glyphstream.polls";

    private @Nullable Polls polls;

    /** An interceptor that {@link #configure} gives its polls. */
    public PollInterceptor() {}

    @Override
    public void configure(Map<String, ?> properties) {
        polls = (Polls) Objects.requireNonNull(properties.get(POLLS), POLLS);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> poll) {
        return Objects.requireNonNull(polls).regroup(poll);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
