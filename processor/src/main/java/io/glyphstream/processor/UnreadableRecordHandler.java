package io.glyphstream.processor;

import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.CauseChain;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Ends the task when Kafka Streams cannot read a record, and names the record's place. Only the internal topic of counts is
 * read so: the inputs are read as bytes. A record that is skipped there would make the counts wrong.
 *
 * <p>Public only because Kafka makes it, by its name.
 */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {
    /** A handler without settings. */
    public UnreadableRecordHandler() {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        CauseChain.first(failure, UndecodableRecordException.class).ifPresent(undecodable -> {
            throw undecodable.at(record.topic(), record.partition(), record.offset());
        });
        return Response.fail();
    }
}
