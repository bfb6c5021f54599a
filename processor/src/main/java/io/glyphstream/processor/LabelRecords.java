package io.glyphstream.processor;

import io.glyphstream.counting.LateLabel;
import io.glyphstream.processor.scoring.ImageRecords;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the labels topic, which may hold anything. */
final class LabelRecords {
    private LabelRecords() {}

    /**
     * Returns the label that a record holds.
     *
     * @throws UndecodableRecordException when there is none, it is too large to wait for its image, or its image's id is not
     *     the record's key
     */
    static LateLabel read(Topic<Label> labels, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new UndecodableRecordException("record has no value");
        }
        if (record.value().length > Images.MAX_LABEL_BYTES) {
            throw new UndecodableRecordException("value of a label must have at most " + Images.MAX_LABEL_BYTES
                    + " bytes but had " + record.value().length);
        }
        var label = labels.decode(record.value());
        Images.validate(label);
        ImageRecords.checkKey(record.key(), label.getImageId());
        return new LateLabel(label.getImageId(), label.getLabel(), record);
    }
}
