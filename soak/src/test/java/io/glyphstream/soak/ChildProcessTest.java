package io.glyphstream.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.broker.FreePorts;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are frozen, killed, and told to end. */
@Timeout(180)
final class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aFrozenBrokerAnswersNobodyUntilItGoesOn(@TempDir Path folder) {
        int port = FreePorts.choose(0, 1)[0];
        try (var broker = start(folder, port)) {
            await().atMost(PATIENCE).until(() -> broker.linesWith(List.of("127.0.0.1:" + port)) > 0);

            broker.suspend();
            assertThat(broker.isAlive()).isTrue();
            assertThatThrownBy(() -> ask(port)).isInstanceOf(TimeoutException.class);
            broker.resume();
            await().atMost(PATIENCE).ignoreException(TimeoutException.class).until(() -> ask(port) == 1);

            broker.terminate();
            assertThat(broker.isAlive()).isFalse();
            assertThat(broker.linesWith(List.of("Kafka has stopped"))).isPositive();
        }
    }

    @Test
    void aKilledBrokerSaysNothing(@TempDir Path folder) {
        int port = FreePorts.choose(0, 1)[0];
        try (var broker = start(folder, port)) {
            await().atMost(PATIENCE).until(() -> broker.linesWith(List.of("127.0.0.1:" + port)) > 0);

            broker.kill();

            assertThat(broker.isAlive()).isFalse();
            assertThat(broker.linesWith(List.of("Kafka has stopped"))).isZero();
        }
    }

    private static ChildProcess start(Path folder, int port) {
        return ChildProcess.start(
                "broker",
                folder.resolve("broker"),
                List.of("-Xmx256m"),
                List.of(
                        "broker",
                        "--port",
                        Integer.toString(port),
                        "--directory",
                        folder.resolve("kafka").toString()));
    }

    /** Returns how many brokers there are, as the one at this port says. */
    private static int ask(int port) {
        var cluster = new KafkaCluster(
                EmbeddedBroker.HOST + ":" + port,
                Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "1000"));
        try (var admin = AdminClients.open(cluster)) {
            return KafkaReply.of(admin.describeCluster().nodes()).size();
        }
    }
}
