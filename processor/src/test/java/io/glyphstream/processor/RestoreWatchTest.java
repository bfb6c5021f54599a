package io.glyphstream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RestoreWatchTest {
    private static final TopicPartition FIRST = new TopicPartition("app-labels-changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("app-labels-changelog", 1);

    private final AtomicLong now = new AtomicLong();
    private final RestoreWatch watch = new RestoreWatch(now::get);

    @Test
    void tellsOfThePartitionThatHasWaitedLongest() {
        assertThat(watch.text()).isEmpty();
        watch.onRestoreStart(FIRST, "labels", 0, 5_000);
        watch.onRestoreStart(SECOND, "labels", 0, 70);
        pass(5);
        watch.onBatchRestored(FIRST, "labels", 1_233, 1_234);

        assertThat(watch.text()).contains("restoring app-labels-changelog-1, at offset 0 of 70");

        watch.onRestoreEnd(SECOND, "labels", 70);
        assertThat(watch.text()).contains("restoring app-labels-changelog-0, at offset 1,234 of 5,000");
        pass(25);
        assertThat(watch.text())
                .contains("restoring app-labels-changelog-0, at offset 1,234 of 5,000, without a record for 25 s");
        watch.onRestoreSuspended(FIRST, "labels", 1_234);
        assertThat(watch.text()).isEmpty();
    }

    @Test
    void namesAPartitionWithoutALeaderAndTheBrokersThatHaveIt() {
        var one = new Node(1, "one", 9092);
        var two = new Node(2, "two", 9092);
        var topic = new TopicDescription(
                "app-labels-changelog",
                false,
                List.of(partition(0, one, one), partition(1, null, two), partition(2, Node.noNode(), one, two)));

        assertThat(RestoreWatch.leaderless(List.of(topic)))
                .containsExactly(
                        "app-labels-changelog-1 has no leader: none of the brokers that have it runs (2); start them",
                        "app-labels-changelog-2 has no leader: none of the brokers that have it runs (1, 2); start them");
    }

    private static TopicPartitionInfo partition(int number, @Nullable Node leader, Node... replicas) {
        return new TopicPartitionInfo(number, leader, List.of(replicas), List.of());
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
