package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the dead letters that come from now on, and tells their keys and reasons. */
final class LetterWatch implements AutoCloseable {

    private final CommittedReader reader;
    private final BiConsumer<String, String> listener;
    private final Thread thread;
    private volatile boolean closing;

    private LetterWatch(CommittedReader reader, BiConsumer<String, String> listener) {
        this.reader = reader;
        this.listener = listener;
        thread = new Thread(this::run, "console-drawn-letters");
        thread.setDaemon(true);
    }

    /**
     * Starts to read; what is written after this returns is told.
     *
     * @param listener receives the key, which of an image is its id, and the reason; called by a thread of its own
     */
    static LetterWatch start(KafkaCluster cluster, Topics topics, BiConsumer<String, String> listener) {
        var watch = new LetterWatch(
                new CommittedReader(cluster, List.of(topics.deadLetters().name()), CommittedReader.Start.END),
                listener);
        watch.thread.start();
        return watch;
    }

    /** Returns whether it reads no more: Kafka failed, or it was closed. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    private void run() {
        try (reader) {
            while (!closing) {
                reader.poll().forEach(this::tell);
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> letter) {
        if (letter.key() == null) {
            return;
        }
        String reason;
        try {
            reason = DeadLetterHeaders.read(letter.headers()).reason();
        } catch (UndecodableRecordException foreign) {
            reason = "its dead letter does not say why";
        }
        listener.accept(new String(letter.key(), UTF_8), reason);
    }

    @Override
    public void close() {
        closing = true;
    }
}
