package io.glyphstream.registry.deployments;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RejectedModel;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RolloutTest {
    private static final ModelReference MLP1 = reference("mlp", 1);
    private static final ModelReference MLP2 = reference("mlp", 2);
    private static final ModelReference KNN1 = reference("knn", 1);
    private static final Deployment DECIDED = deployment(7, DeploymentAction.PROMOTE, MLP2, MLP2, KNN1);

    @Test
    void aProcessorServesADeploymentOnceItReportsItOrALaterOne() {
        var same = report("same", 7, MLP2, List.of(KNN1), List.of());
        var later = report("later", 8, MLP1, List.of(), List.of());
        var earlier = report("earlier", 6, MLP1, List.of(), List.of());
        var none = report("none", 0, null, List.of(), List.of());

        var rollout = Rollout.of(DECIDED, 8, List.of(same, later, earlier, none));

        assertThat(rollout.serving()).containsExactly(same, later);
        assertThat(rollout.waiting()).containsExactly(earlier, none);
        assertThat(rollout.refusing()).isEmpty();
        assertThat(rollout.isSettled()).isFalse();
    }

    @Test
    void aProcessorThatServesWhatIsNotOnTheLogIsWaitedFor() {
        var replaced = report("replaced", 9, MLP1, List.of(), List.of());
        var sameNumber = report("same number", 7, MLP1, List.of(KNN1), List.of());
        var otherDigest =
                report("other digest", 7, new ModelReference("mlp", 2, MLP1.getSha256()), List.of(KNN1), List.of());

        var rollout = Rollout.of(DECIDED, 8, List.of(replaced, sameNumber, otherDigest));

        assertThat(rollout.waiting()).containsExactly(replaced, sameNumber, otherDigest);
    }

    @Test
    void aProcessorThatFoundAVersionUnfitRefusesAndIsNotWaitedFor() {
        var refusal = new RejectedModel(MLP2, "a weight is no number");
        var champion = report("champion", 6, MLP1, List.of(), List.of(refusal));
        var challenger = report("challenger", 7, MLP2, List.of(), List.of(new RejectedModel(KNN1, "poisoned")));

        var rollout = Rollout.of(DECIDED, 8, List.of(champion, challenger));

        assertThat(rollout.refusing()).containsExactly(champion, challenger);
        assertThat(rollout.isSettled()).isTrue();
        assertThat(Rollout.refusal(champion, DECIDED)).contains(refusal);
    }

    @Test
    void aRejectionOfSomeOtherVersionHindersNothing() {
        var report = report("one", 7, MLP2, List.of(KNN1), List.of(new RejectedModel(MLP1, "poisoned")));

        assertThat(Rollout.of(DECIDED, 8, List.of(report)).serving()).containsExactly(report);
    }

    @Test
    void aProcessorThatRefusedAnotherVersionIsWaitedFor() {
        var report = report("one", 6, MLP1, List.of(), List.of(new RejectedModel(MLP1, "poisoned")));

        assertThat(Rollout.of(DECIDED, 8, List.of(report)).waiting()).containsExactly(report);
    }

    @Test
    void aProcessorIsThereUntilItTakesItsReportBackOrItsTimeIsOver() {
        var register = new ProcessorRegister(new KafkaCluster("unused:9092", Map.of()), TOPICS, Clock.systemUTC());
        var first = report("first", 7, MLP2, List.of(), List.of());
        var second = report("second", 7, MLP2, List.of(), List.of());
        register.apply(stored("a/first", 1_000, Optional.of(first)));
        register.apply(stored("a/second", 9_000, Optional.of(second)));

        assertThat(register.at(Instant.ofEpochMilli(15_999))).containsExactly(first, second);
        assertThat(register.at(Instant.ofEpochMilli(16_000))).containsExactly(second);
        register.apply(stored("a/first", 16_000, Optional.of(first)));
        register.apply(stored("a/second", 16_000, Optional.empty()));
        assertThat(register.at(Instant.ofEpochMilli(17_000))).containsExactly(first);
    }

    @Test
    void aReportOfALaterReleaseIsNamedUntilAnotherComesOrItsTimeIsOver() {
        var register = new ProcessorRegister(new KafkaCluster("unused:9092", Map.of()), TOPICS, Clock.systemUTC());
        var readable = report("first", 7, MLP2, List.of(), List.of());
        register.apply(stored("a/first", 500, Optional.of(readable)));
        register.apply(stored("a/first", 1_000, WrittenTopics.laterRecord()));

        assertThat(register.at(Instant.ofEpochMilli(2_000))).isEmpty();
        assertThat(register.unreadAt(Instant.ofEpochMilli(15_999)))
                .containsOnlyKeys("a/first")
                .extractingByKey("a/first")
                .asString()
                .startsWith("record of glyphstream.processors was written by a later release: schema id 500");
        assertThat(register.unreadAt(Instant.ofEpochMilli(16_000))).isEmpty();
        register.apply(stored("a/first", 2_000, Optional.of(readable)));
        assertThat(register.unreadAt(Instant.ofEpochMilli(3_000))).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> stored(String key, long time, Optional<ProcessorReport> report) {
        return stored(key, time, report.map(TOPICS.processors()::encode).orElse(null));
    }

    private static ConsumerRecord<byte[], byte[]> stored(String key, long time, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                TOPICS.processors().name(),
                0,
                0,
                time,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static ModelReference reference(String model, int version) {
        return new ModelReference(model, version, Digests.sha256(new byte[] {(byte) version}));
    }

    private static ProcessorReport report(
            String instance,
            long deployment,
            @Nullable ModelReference champion,
            List<ModelReference> challengers,
            List<RejectedModel> rejected) {
        return new ProcessorReport(
                "a",
                instance,
                ProcessorState.RUNNING,
                "running",
                deployment,
                champion,
                challengers,
                rejected,
                null,
                15_000L,
                Instant.EPOCH,
                Instant.EPOCH,
                "");
    }
}
