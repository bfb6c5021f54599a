package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.operations.LetterRepair;
import io.glyphstream.operations.Replay;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConsoleOnBroker.class)
@Timeout(120)
final class DeadLettersTest {

    @Test
    void aLetterOfTheListIsFoundByItsPlaceWithItsBytes(RunningPipeline pipeline) {
        var client = ConsoleClient.of(pipeline);
        client.follow(
                "/api/dead-letters/events", event -> event.path("count").asLong() == RunningPipeline.DEAD_LETTERS);

        for (var listed : client.get("/api/dead-letters").body().path("letters")) {
            var found = client.get("/api/dead-letters/" + listed.path("partition") + "/" + listed.path("offset"));

            assertThat(found.code()).isEqualTo(200);
            assertThat(found.body().path("letter")).isEqualTo(listed.path("letter"));
            var value = found.body().path("value");
            assertThat(value.path("size").asInt())
                    .isEqualTo(listed.path("letter").path("bytes").asInt());
        }
    }

    @Test
    void aReplayTellsHowFarItHasReadAndCannotBeEndedByThat(RunningPipeline pipeline) {
        var topics = pipeline.topics();
        var slow = new KafkaCluster(
                pipeline.cluster().bootstrapServers(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1"));
        var read = new TreeSet<String>();
        try (var models = ModelTopics.of(pipeline.cluster(), topics, Clock.systemUTC())) {
            var champion = models.catalog().find(pipeline.model("mlp@1")).orElseThrow();
            var repair = new LetterRepair(topics.images(), champion, Set.of());

            var result = new Replay(slow, topics, repair)
                    .run(Replay.Mode.ONLY_TELL, (topic, done, total) -> !read.add(topic));

            assertThat(read)
                    .containsExactly(
                            topics.deadLetters().name(), topics.images().name());
            assertThat(result.left()).isEqualTo(RunningPipeline.DEAD_LETTERS);
        }
    }

    @Test
    void aPlaceWithoutALetterIsToldSoAndOneThatCannotBeIsRefused(RunningPipeline pipeline) {
        var client = ConsoleClient.of(pipeline);

        for (var nowhere : new String[] {"0/123456", "99/0"}) {
            assertThat(client.get("/api/dead-letters/" + nowhere).code())
                    .as(nowhere)
                    .isEqualTo(404);
        }
        for (var wrong : new String[] {"0/-1", "-1/0", "one/two", "99999999999/0"}) {
            var refused = client.get("/api/dead-letters/" + wrong);
            assertThat(refused.code()).as(wrong).isEqualTo(400);
            assertThat(refused.error()).endsWith("but not by " + wrong);
            assertThat(refused.body().path("advice").asText()).isEqualTo("Write it like /dead-letters/3/1204.");
        }
    }
}
