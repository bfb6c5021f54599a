package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.key;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Classifier;
import io.glyphstream.registry.ModelSet;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PollBookTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final String IMAGES = TOPICS.images().name();

    private final ModelSet<Classifier> models =
            set(1, List.of(served("mlp", 1, perceptron(1)), served("knn", 1, neighbors(2))));
    private final Classification classification = new Classification(
            TOPICS.images(),
            () -> models,
            Clock.fixed(Pipeline.NOW, ZoneOffset.UTC),
            new ProcessorMetrics(new SimpleMeterRegistry()));
    private final List<Integer> sizes = new ArrayList<>();
    private final PollBook book = new PollBook(IMAGES, records -> {
        sizes.add(records.size());
        return classification.outcomes(records);
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 1500})
    void outcomesOfAPollAreThoseOfItsRecordsAlone(int count) {
        var records = records(0, 0, count);
        book.enter(poll(IMAGES, Map.of(0, records)));
        for (var record : records) {
            var alone = classification.outcomes(List.of(record)).get(0);
            assertThat(take(record)).isEqualTo(alone);
        }
        assertThat(book.size()).isZero();
    }

    @Test
    void partitionsOfASmallPollAreDecidedTogether() {
        var left = records(0, 100, 3);
        var right = records(1, 200, 4);
        book.enter(poll(IMAGES, Map.of(0, left, 1, right)));
        right.forEach(this::take);
        left.forEach(this::take);
        assertThat(sizes).containsExactly(7);
    }

    @Test
    void slicesGrowWithTheBacklogAndStayBounded() {
        for (var poll = 0; poll < 10; poll++) {
            var records = records(0, poll * 600L, 600);
            book.enter(poll(IMAGES, Map.of(0, records)));
            records.forEach(this::take);
        }
        assertThat(sizes).last().satisfies(size -> assertThat(size).isLessThanOrEqualTo(512));
        assertThat(sizes).anySatisfy(size -> assertThat(size).isEqualTo(512));
    }

    @Test
    void sameOffsetWithOtherBytesIsNotInTheBook() {
        var record = records(0, 5, 1).get(0);
        book.enter(poll(IMAGES, Map.of(0, List.of(record))));
        var other =
                new ConsumerRecord<>(IMAGES, 0, 5, record.key(), record.value().clone());
        assertThat(take(other)).isNull();
        assertThat(take(record)).isNotNull();
        assertThat(take(record)).isNull();
    }

    @Test
    void recordsThatAreReadAgainReplaceThoseReadBefore() {
        var before = records(0, 10, 5);
        var again = records(0, 12, 5);
        book.enter(poll(IMAGES, Map.of(0, before)));
        book.enter(poll(IMAGES, Map.of(0, again)));
        assertThat(take(before.get(0))).isNull();
        assertThat(take(again.get(0))).isNotNull();
        assertThat(book.size()).isEqualTo(4);
    }

    @Test
    void partitionThatLeavesIsForgotten() {
        book.enter(poll(IMAGES, Map.of(0, records(0, 0, 5), 1, records(1, 0, 2))));
        book.forget(0);
        assertThat(book.size()).isEqualTo(2);
    }

    @Test
    void otherTopicsAreNotEntered() {
        book.enter(poll("accuracy-partials", Map.of(0, records(0, 0, 5))));
        assertThat(book.size()).isZero();
    }

    private @Nullable Outcome take(ConsumerRecord<byte[], byte[]> record) {
        return book.take(record.partition(), record.offset(), record.key(), record.value());
    }

    @Test
    void bookIsBoundedWhateverThePollsBring() {
        for (var poll = 0; poll < 5; poll++) {
            book.enter(poll(IMAGES, Map.of(0, records(0, poll * 5000L, 5000))));
        }
        assertThat(book.size()).isLessThanOrEqualTo(16_384);
    }

    private static ConsumerRecords<byte[], byte[]> poll(
            String topic, Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records) {
        var byPartition = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        records.forEach((partition, list) -> byPartition.put(new TopicPartition(topic, partition), list));
        return new ConsumerRecords<>(byPartition, Map.of());
    }

    /** Mostly images; every seventh record is junk. */
    private static List<ConsumerRecord<byte[], byte[]>> records(int partition, long offset, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var id = partition + "-" + (offset + i);
                    var value = i % 7 == 6 ? key("junk") : TOPICS.images().encode(image(id, i % 3, offset + i));
                    return new ConsumerRecord<>(IMAGES, partition, offset + i, key(id), value);
                })
                .toList();
    }
}
