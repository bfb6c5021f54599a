package io.glyphstream.verifier.topics;

import io.glyphstream.schemas.kafka.HeldPartition;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of one partition, in the order of their offsets. */
public interface RecordStream extends Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    /** Returns what ended the stream before its end: a transaction that stays open. */
    default Optional<HeldPartition> held() {
        return Optional.empty();
    }

    @Override
    void close();
}
