package io.glyphstream.processor.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class RemovedRecordsTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final TopicPartition IMAGES =
            new TopicPartition(TOPICS.images().name(), 2);

    private final RemovedRecords removed = new RemovedRecords(TOPICS, () -> {});

    @Test
    void countsWhatWasLostByInput() {
        removed.lost(IMAGES, 10, 15);
        removed.lost(new TopicPartition(TOPICS.labels().name(), 2), 0, 3);
        assertThat(removed.count(Input.IMAGES)).isEqualTo(5);
        assertThat(removed.count(Input.LABELS)).isEqualTo(3);
        assertThat(removed.warnings())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains("images partition 2", "5 records", "10 to 14"));
    }

    @Test
    void countsNothingTwice() {
        removed.lost(IMAGES, 10, 15);
        removed.lost(IMAGES, 10, 15);
        removed.lost(IMAGES, 12, 18);
        assertThat(removed.count(Input.IMAGES)).isEqualTo(8);
    }

    @Test
    void whatAnotherProcessorCountedBeforeIsNotCounted() {
        removed.startAt(IMAGES, 15);
        removed.lost(IMAGES, 10, 15);
        assertThat(removed.count(Input.IMAGES)).isZero();
        assertThat(removed.warnings()).isEmpty();
    }

    @Test
    void lockIsNotHeldWhileNewsIsTold() {
        var held = new ArrayList<Boolean>();
        var observed = new AtomicReference<RemovedRecords>();
        var watched = new RemovedRecords(TOPICS, () -> held.add(Thread.holdsLock(observed.get())));
        observed.set(watched);
        watched.lost(IMAGES, 10, 15);
        assertThat(held).containsExactly(false);
    }
}
