package io.glyphstream.console.stream;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the answers that come from now on, and tells listeners of them. */
public final class AnswerFeed implements AutoCloseable {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final List<AnswerListener> listeners;
    private final Thread thread;
    private volatile boolean closing;

    private AnswerFeed(KafkaCluster cluster, Topics topics, List<AnswerListener> listeners) {
        this.cluster = cluster;
        this.topics = topics;
        this.listeners = List.copyOf(listeners);
        thread = new Thread(this::run, "console-answers");
        thread.setDaemon(true);
    }

    /** Starts to read. */
    public static AnswerFeed start(KafkaCluster cluster, Topics topics, List<AnswerListener> listeners) {
        var feed = new AnswerFeed(cluster, topics, listeners);
        feed.thread.start();
        return feed;
    }

    @Override
    public void close() {
        closing = true;
    }

    private void run() {
        try (var reader =
                new CommittedReader(cluster, List.of(topics.predictions().name()), CommittedReader.Start.END)) {
            while (!closing) {
                reader.poll().forEach(this::tell);
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> message) {
        topics.predictions()
                .tryDecode(message.value())
                .map(prediction ->
                        new SeenAnswer(message.partition(), message.offset(), message.timestamp(), prediction))
                .ifPresent(answer -> listeners.forEach(listener -> listener.answered(answer)));
    }
}
