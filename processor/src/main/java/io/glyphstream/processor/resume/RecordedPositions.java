package io.glyphstream.processor.resume;

import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The positions that the tasks of an application have recorded, as its changelog has them. */
final class RecordedPositions {
    private final String changelog;
    private final int partitions;

    /** @param partitions of the changelog; 0 if there is none */
    RecordedPositions(String changelog, int partitions) {
        this.changelog = changelog;
        this.partitions = partitions;
    }

    /** Returns the newest positions of each partition that has any. */
    Map<Integer, Map<Input, Position>> read(TailReader reader) {
        var positions = new HashMap<Integer, Map<Input, Position>>();
        for (var number = 0; number < partitions; number++) {
            var records = reader.tail(new TopicPartition(changelog, number), record -> record.value() != null);
            if (!records.isEmpty()) {
                var newest = records.get(records.size() - 1);
                positions.put(number, decode(newest));
            }
        }
        return positions;
    }

    private static Map<Input, Position> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return StoredPositions.decode(record.value());
        } catch (UndecodableRecordException unreadable) {
            throw unreadable.at(record.topic(), record.partition(), record.offset());
        }
    }

    /** Returns whether a transaction is open that may hold newer ones. */
    boolean mayBeNewer(Admin admin) {
        return !ends(admin, IsolationLevel.READ_COMMITTED).equals(ends(admin, IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation) {
        var all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(changelog, number))
                .toList();
        return PartitionOffsets.of(admin, all, OffsetSpec.latest(), new ListOffsetsOptions(isolation));
    }
}
