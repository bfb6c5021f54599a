package io.glyphstream.verifier;

import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of one partition, in the order of their offsets. */
public interface RecordStream extends Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    @Override
    void close();
}
