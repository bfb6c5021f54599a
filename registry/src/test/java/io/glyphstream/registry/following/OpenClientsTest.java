package io.glyphstream.registry.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.TopicReader;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** A consumer takes these settings and an admin client, which is opened after it, does not. */
final class OpenClientsTest {
    private static final String CLIENT = "left-open";
    private static final KafkaCluster CLUSTER = new KafkaCluster(
            "127.0.0.1:1",
            Map.of("client.id", CLIENT, "request.timeout.ms", "20000", "default.api.timeout.ms", "10000"));
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    @Test
    void aConsumerIsSeenWhileItIsOpen() throws Exception {
        try (var consumer = TopicReader.consumer(CLUSTER)) {
            assertThat(consumer.assignment()).isEmpty();
            assertThat(openConsumers()).isNotEmpty();
        }
        assertThat(openConsumers()).isEmpty();
    }

    @Test
    void aReaderThatCannotBeOpenedLeavesNoClientOpen() throws Exception {
        assertThatThrownBy(() -> new TopicReader(CLUSTER, TOPICS.models().name(), () -> {}).close())
                .isInstanceOf(KafkaException.class);
        assertThat(openConsumers()).isEmpty();
    }

    @Test
    void aFollowerThatCannotBeStartedLeavesNoClientOpen() throws Exception {
        try (var follower =
                new ModelFollower<>(CLUSTER, TOPICS, (manifest, snapshot) -> snapshot, FollowerListener.silent())) {
            assertThatThrownBy(follower::start).isInstanceOf(KafkaException.class);
            assertThat(openConsumers()).isEmpty();
        }
    }

    private static Set<ObjectName> openConsumers() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.consumer:type=app-info,id=" + CLIENT), null);
    }
}
