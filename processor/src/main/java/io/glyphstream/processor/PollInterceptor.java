package io.glyphstream.processor;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Enters every poll of the stream's consumer into the processor's book of polls.
 *
 * <p>Public only because Kafka makes it, by its name.
 */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** The consumer's property that holds the book. */
    static final String BOOK = "glyphstream.poll.book";

    private @Nullable PollBook book;

    /** An interceptor that {@link #configure} gives its book. */
    public PollInterceptor() {}

    @Override
    public void configure(Map<String, ?> properties) {
        book = (PollBook) Objects.requireNonNull(properties.get(BOOK), BOOK);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> poll) {
        Objects.requireNonNull(book).enter(poll);
        return poll;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
