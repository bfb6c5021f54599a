package io.glyphstream.it;

import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The pipeline on Kafka as its makers ship it, with its usual settings. Skipped where no Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
@Tag("slow")
final class ContainerPipelineTest extends PipelineTests {
    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    @Override
    String bootstrapServers() {
        return KAFKA.getBootstrapServers();
    }
}
