package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code models pin}, and what other commands say of pins, on a broker. */
@Timeout(240)
final class ModelsPinTest extends CommandsOnBroker {

    ModelsPinTest() {
        super(2);
    }

    @Test
    void aPinnedModelKeepsItsProof() throws Exception {
        ok("produce", "digits", "--count", "400", "--labels", "later");
        LoggedModels.publish(cluster(), topics, "knn", 3);
        var before = ok("models", "show", "knn");

        var pinned = json("models", "pin", "knn@1", "--data", "--json");
        // Other commands have an option of this name for a folder.
        Files.writeString(home.resolve("settings"), "data=/folder\n");
        var repeated = shell.with("GLYPHSTREAM_DATA", "/folder")
                .run(
                        "models",
                        "pin",
                        "knn",
                        "--data",
                        "--config",
                        home.resolve("settings").toString())
                .out();
        removeAll();

        int records = pinned.get("records").asInt();
        assertThat(pinned.at("/model/name").asText()).isEqualTo("knn@1");
        assertThat(records).isBetween(600, 800);
        assertThat(pinned.get("copied").asInt()).isEqualTo(records);
        assertThat(pinned.get("pinnedBefore").asInt()).isZero();
        assertThat(pinned.get("bytesCopied").asLong()).isBetween(300 * 784L, 400 * 1_400L);
        assertThat(repeated)
                .isEqualTo("knn@1: " + records + " records pinned, of these 0 copied now (0 bytes) and " + records
                        + " before\n");
        assertThat(before).contains("    pinned    no, they are there until retention removes them\n");
        assertThat(ok("models", "show", "knn")).contains("    pinned    yes, they outlive retention\n");
        assertThat(json("models", "show", "knn", "--json").get("dataPinned").asBoolean())
                .isTrue();
        assertThat(json("train", "--again", "knn", "--json").get("same").asBoolean())
                .isTrue();
        assertThat(shell.run("verify", "--patience", "0", "--models").out())
                .contains("held-out figures of 1 model computed again: 0 differ");
    }

    @Test
    void recordsThatAreGoneAreNamed() {
        ok("produce", "digits", "--count", "400", "--labels", "later");
        LoggedModels.publish(cluster(), topics, "knn", 3);
        removeAll();

        var result = shell.run("models", "pin", "knn", "--data");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        "glyphstream: missing: " + topics.images().name() + " partition 1, offsets ",
                        "The data of knn@1 cannot be pinned: records that it was trained on are gone.\n");
    }

    @Test
    void aModelOfAFileHasNothingOnTheLog() throws Exception {
        ok(
                "train",
                "knn",
                "--dataset",
                IdxFiles.digits(home.resolve("digits"), 1).toString(),
                "--promote",
                "never");

        var result = shell.run("models", "pin", "knn", "--data");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("knn@1 cannot be pinned: it was trained on a file, digits, and on nothing");
        assertThat(ok("models", "show", "knn")).doesNotContain("pinned");
        assertThat(json("models", "show", "knn", "--json").get("dataPinned").isNull())
                .isTrue();
    }

    @Test
    void aPipelineOfAnEarlierReleaseIsToldHowToGetTheTopic() {
        ok(
                "train",
                "knn",
                "--dataset",
                IdxFiles.digits(home.resolve("digits"), 1).toString(),
                "--promote",
                "never");
        try (var admin = AdminClients.open(cluster())) {
            KafkaReply.of(admin.deleteTopics(List.of(topics.pins().name())).all());
        }

        var result = shell.run("models", "pin", "knn", "--data");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        topics.pins().name() + ": it does not exist",
                        "glyphstream topics create --topic-prefix " + topics.prefix());
    }

    private void removeAll() {
        try (var admin = AdminClients.open(cluster())) {
            for (Topic<?> topic : List.of(topics.images(), topics.labels())) {
                KafkaReply.of(admin.deleteRecords(Map.of(
                                new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(-1),
                                new TopicPartition(topic.name(), 1), RecordsToDelete.beforeOffset(-1)))
                        .all());
            }
        }
    }
}
