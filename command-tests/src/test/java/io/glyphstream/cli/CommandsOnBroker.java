package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a broker that the tests of a class share; each test has topics of its own, which bear its name. */
abstract class CommandsOnBroker {

    private static EmbeddedBroker broker;

    @TempDir
    Path home = Path.of("");

    Shell shell = new Shell(home);
    Topics topics = new Topics("", SchemaIds.fixed());

    private final int partitions;

    /**
     * Prepares the tests.
     *
     * @param partitions of each topic that has several
     */
    CommandsOnBroker(int partitions) {
        this.partitions = partitions;
    }

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".", SchemaIds.fixed());
        shell = new Shell(home)
                .with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .with("GLYPHSTREAM_TOPIC_PREFIX", topics.prefix());
        ok("topics", "create", "--partitions", Integer.toString(partitions));
    }

    static KafkaCluster cluster() {
        return new KafkaCluster(broker.bootstrapServers(), Map.of());
    }

    /** Runs a command that must succeed, and returns what it printed. */
    String ok(String... arguments) {
        var result = shell.run(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + "\n" + result.err())
                .isZero();
        return result.out();
    }

    /** Runs a command that must succeed, and returns the object that it printed. */
    JsonNode json(String... arguments) throws IOException {
        return new ObjectMapper().readTree(ok(arguments));
    }
}
