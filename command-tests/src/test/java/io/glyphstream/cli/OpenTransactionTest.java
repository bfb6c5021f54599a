package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client of somebody else's that neither commits nor aborts: commands name it instead of blaming the broker. */
@Timeout(240)
final class OpenTransactionTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void statusAndVerifyNameTheTransactionThatHoldsTheStreamBack() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            assertThat(shell.run("topics", "create").exitCode()).isZero();

            try (var foreigner = open(broker, "glyphstream.images")) {
                var status = shell.run("status");
                assertThat(status.out())
                        .contains("held back: glyphstream.images-0 can be read to offset 0 of 1 only: producer ")
                        .contains("transactional id 'foreigner'");
                var held = new ObjectMapper()
                        .readTree(shell.run("status", "--json").out())
                        .get("held");
                assertThat(held).hasSize(1);
                assertThat(held.get(0).get("stableOffset").asLong()).isZero();
                assertThat(held.get(0).get("highWatermark").asLong()).isEqualTo(1);
                assertThat(held.get(0).get("transactionalId").asText()).isEqualTo("foreigner");
                assertThat(held.get(0).get("timeOutSeconds").asLong()).isEqualTo(600);

                var verify = shell.run("verify", "--patience", "0");
                assertThat(verify.exitCode()).isEqualTo(ExitCode.FAILED.value());
                assertThat(verify.err()).contains("open transaction: glyphstream.images-0", "kafka-transactions.sh");
                assertThat(verify.err()).doesNotContain("Start a broker");
                foreigner.abortTransaction();
            }
            // The coordinator answers before the partition has the mark that ends the transaction.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !shell.run("status").out().contains("held back"));

            try (var foreigner = open(broker, "glyphstream.deployments")) {
                var status = shell.run("status");
                assertThat(status.exitCode()).isEqualTo(ExitCode.FAILED.value());
                assertThat(status.err()).contains("glyphstream.deployments-0 can be read to offset 0 of 1 only");
                foreigner.abortTransaction();
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> open(EmbeddedBroker broker, String topic) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "foreigner",
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                600_000);
        var none = new ByteArraySerializer();
        var producer = new KafkaProducer<>(settings, none, none);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {2}))
                .get();
        return producer;
    }
}
