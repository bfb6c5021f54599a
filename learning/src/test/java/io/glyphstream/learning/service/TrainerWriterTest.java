package io.glyphstream.learning.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.release.Gate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TrainerWriterTest {

    @Test
    void whatATrainerWritesAfterAnotherTookOverIsRefused() {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var cluster = new KafkaCluster(broker.bootstrapServers(), Map.of());
            var topics = new Topics("", SchemaIds.fixed());
            try (var admin = AdminClients.open(cluster)) {
                new TopicAdministration(admin, topics).create(1, (short) 1);
            }
            try (var former = new TrainerWriter(cluster, topics, "mlp");
                    var next = new TrainerWriter(cluster, topics, "mlp");
                    var log = new TrainerLog(cluster, topics, "mlp")) {
                former.fenceOthersOff();
                former.write(report("former"));
                next.fenceOthersOff();

                assertThatThrownBy(() -> former.write(report("too late"))).isInstanceOf(KafkaException.class);
                next.write(report("next"));

                log.refresh();
                assertThat(log.report()).map(TrainerReport::getInstance).contains("next");
            }
        }
    }

    private static TrainerReport report(String instance) {
        var settings = new TrainerSettings(
                "mlp",
                instance,
                NeighborSpec.plain(),
                TrainerSettings.Start.AFRESH,
                WindowRule.newest(10),
                new TriggerSettings(1, Duration.ZERO, 0),
                new DriftSettings(DriftSettings.USUAL_DELTA, 10, 0.01),
                Gate.IF_SIGNIFICANT,
                0,
                1,
                Optional.empty());
        return new TrainerRecord(settings, Clock.systemUTC(), Optional.empty())
                .report(TrainerPhase.COLLECTING, "", 0, new DriftWatch(settings.drift()).report());
    }
}
