package io.glyphstream.processor.resume;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import io.glyphstream.schemas.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds on the predictions and the dead letters how far images were answered, by whichever application. */
final class NewestAnswers {
    private final Admin admin;
    private final Topics topics;
    private final TailReader reader;
    private final Map<Integer, Answered> known = new HashMap<>();
    private @Nullable Map<TopicPartition, Long> refused;

    NewestAnswers(Admin admin, Topics topics, TailReader reader) {
        this.admin = admin;
        this.topics = topics;
        this.reader = reader;
    }

    /** Returns what is known of the images of a partition. */
    Answered of(int partition) {
        return known.computeIfAbsent(partition, this::find);
    }

    private Answered find(int partition) {
        var refusedImage = refused(Input.IMAGES, partition);
        var outputs = new TopicPartition(topics.predictions().name(), partition);
        if (offset(outputs, OffsetSpec.latest()) == 0 && refusedImage.isEmpty()) {
            return Answered.NOTHING;
        }
        var newestOffset = OptionalLong.empty();
        var newestTime = OptionalLong.empty();
        for (var record : reader.tail(outputs, found -> isOf(partition, found))) {
            newestOffset = max(
                    newestOffset, topics.predictions().decode(record.value()).getInputOffset());
            newestTime = max(newestTime, record.timestamp());
        }
        if (refusedImage.isPresent()) {
            newestOffset = max(newestOffset, refusedImage.getAsLong());
        }
        return new Answered(true, next(newestOffset), labelsFrom(partition, newestTime));
    }

    private boolean isOf(int partition, ConsumerRecord<byte[], byte[]> record) {
        return topics.predictions()
                .tryDecode(record.value())
                .filter(prediction -> prediction.getInputPartition() == partition)
                .isPresent();
    }

    /** Labels are read in step with the images, by the times of both. */
    private OptionalLong labelsFrom(int partition, OptionalLong newestTime) {
        if (newestTime.isEmpty()) {
            return OptionalLong.empty();
        }
        var labels = new TopicPartition(Input.LABELS.topic(topics), partition);
        var newer = offset(labels, OffsetSpec.forTimestamp(newestTime.getAsLong() + 1));
        var from = newer < 0 ? offset(labels, OffsetSpec.latest()) : newer;
        return max(next(refused(Input.LABELS, partition)), from);
    }

    /** Returns the newest offset of an input's partition that became a dead letter. */
    private OptionalLong refused(Input input, int partition) {
        var newest = refused;
        if (newest == null) {
            newest = readDeadLetters();
            refused = newest;
        }
        var found = newest.get(new TopicPartition(input.topic(topics), partition));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    private Map<TopicPartition, Long> readDeadLetters() {
        var newest = new HashMap<TopicPartition, Long>();
        reader.readAll(topics.deadLetters().name(), record -> {
            try {
                var letter = DeadLetterHeaders.read(record.headers());
                newest.merge(new TopicPartition(letter.topic(), letter.partition()), letter.offset(), Math::max);
            } catch (UndecodableRecordException foreign) {
                // What somebody else put there says nothing about our inputs.
            }
        });
        return newest;
    }

    private long offset(TopicPartition partition, OffsetSpec which) {
        return Objects.requireNonNull(
                PartitionOffsets.of(admin, List.of(partition), which).get(partition));
    }

    private static OptionalLong next(OptionalLong offset) {
        return offset.isPresent() ? OptionalLong.of(offset.getAsLong() + 1) : offset;
    }

    private static OptionalLong max(OptionalLong one, long other) {
        return LongStream.concat(one.stream(), LongStream.of(other)).max();
    }
}
