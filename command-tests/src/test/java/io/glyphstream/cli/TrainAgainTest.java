package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.schemas.kafka.KafkaReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code train --again}, and what other commands say of how a model came to be, on a broker. */
@Timeout(240)
final class TrainAgainTest extends CommandsOnBroker {

    TrainAgainTest() {
        super(2);
    }

    @Test
    void aModelOfAFileIsMadeAgainFromTheSameFileAlone() throws Exception {
        var images = folder("images", 5);
        var others = home.resolve("others");
        folder("others/images", 6);
        assertThat(shell.run("train", "knn", "--dataset", images.toString()).exitCode())
                .isZero();

        var same = shell.run("train", "--again", "knn", "--data", images.toString(), "--json");
        var inFolder = shell.run("train", "--again", "knn@1", "--data", home.toString());
        var other = shell.run("train", "--again", "knn", "--data", others.toString());
        var none = shell.run("train", "--again", "knn");

        var told = new ObjectMapper().readTree(same.out());
        assertThat(same.exitCode()).isZero();
        assertThat(told.get("same").asBoolean()).isTrue();
        assertThat(told.get("differences")).isEmpty();
        assertThat(told.at("/model/name").asText()).isEqualTo("knn@1");
        assertThat(told.get("snapshotSha256")).isEqualTo(told.at("/model/sha256"));
        assertThat(told.get("dataSha256"))
                .isEqualTo(told.get("namedDataSha256"))
                .isEqualTo(shown("knn").at("/training/datasetSha256"));
        assertThat(List.of(told.get("trainedOn").asInt(), told.get("heldOut").asInt()))
                .containsExactly(300, 100);
        assertThat(inFolder.exitCode()).isZero();
        assertThat(inFolder.out()).startsWith("knn@1: the same again, trained on 300 images and measured on 100 in ");
        assertThat(other.exitCode()).isEqualTo(4);
        assertThat(other.err()).contains("the training images of images have the SHA-256");
        assertThat(none.exitCode()).isEqualTo(4);
        assertThat(none.err()).contains("the data set images is a folder of IDX files", "--data DIR");
    }

    @Test
    void aModelOfTheLogIsMadeAgainUntilItsRecordsAreGone() throws Exception {
        feed();
        publishFromTheLog();

        var same = shell.run("train", "--again", "knn", "--json");
        removeBefore(topics.images().name(), 1, 120);
        var gone = shell.run("train", "--again", "knn");

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(new ObjectMapper().readTree(same.out()).get("same").asBoolean())
                .isTrue();
        assertThat(gone.exitCode()).isEqualTo(4);
        assertThat(gone.err())
                .contains(
                        "glyphstream: missing: " + topics.images().name() + " partition 1, offsets ",
                        "the log begins at 120",
                        "knn@1 cannot be trained again",
                        "are gone; models pin MODEL --data would have kept them.");
    }

    @Test
    void anotherModelUnderItsNameIsToldWithExitCodeOne() throws Exception {
        feed();
        publishFromTheLog("knn", 5);

        var result = shell.run("train", "--again", "knn");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).startsWith("knn@1: NOT the same, 1 difference, ");
        assertThat(result.err()).contains("glyphstream: the digest of the snapshot is ", ", and the manifest says ");
    }

    @Test
    void verifyMeasuresPublishedModelsAgainIfAskedTo() throws Exception {
        feed();
        publishFromTheLog();
        assertThat(shell.run("train", "knn", "--dataset", folder("images", 5).toString(), "--name", "file")
                        .exitCode())
                .isZero();

        var plain = shell.run("verify", "--patience", "0");
        var asked = shell.run("verify", "--patience", "0", "--models");

        assertThat(plain.out()).doesNotContain("held-out figures");
        assertThat(asked.out())
                .contains(
                        "held-out figures of 1 model computed again: 0 differ",
                        "note: held-out figures not checked: file@1: it was measured on a file, images");

        publishFromTheLog("wrong", 201);
        var wrong = shell.run("verify", "--patience", "0", "--models", "--json");
        var told = new ObjectMapper().readTree(wrong.out());
        assertThat(told.get("modelsChecked").asInt()).isEqualTo(2);
        assertThat(told.get("figureMismatches").asInt()).isEqualTo(1);
        assertThat(told.get("problems").toString()).contains("figures: wrong@1: it is right on ");
        assertThat(wrong.exitCode()).isEqualTo(1);
    }

    @Test
    void showTellsDataRecipeAndWhatATrainerSaysOfIt() throws Exception {
        feed();
        var manifest = publishFromTheLog();
        assertThat(shell.run("models", "promote", "knn", "--reason", "by hand", "--force")
                        .exitCode())
                .isZero();
        var decided = shell.run("models", "show", "knn").out();
        var compared = new ModelReference("mlp", 7, manifest.getReference().getSha256());
        send(new TrainingOutcome(
                "knn",
                4L,
                "1000 new labels",
                TrainingResult.PROMOTED,
                manifest.getReference(),
                compared,
                "better than by chance",
                Instant.parse("2026-01-01T12:00:00Z")));

        var told = shell.run("models", "show", "knn").out();
        var facts = shown("knn");

        assertThat(decided).contains("  decision    #1 ", "promote knn@1 by tester (by hand)");
        assertThat(told)
                .contains("  data        the log: newest 300, at most ", "; held out by sha256-tenth")
                .contains("    images    partition 0: offsets ", "    labels    partition 0: offsets 0 to ")
                .contains("  recipe      knn, seed 0, chosen {")
                .contains("  training    #4 (1000 new labels), promoted, compared with mlp@7\n")
                .contains("    reason    better than by chance\n")
                .doesNotContain("  decision ");
        assertThat(facts.at("/training/log/images").size()).isEqualTo(2);
        assertThat(facts.at("/training/log/images/1/partition").asInt()).isEqualTo(1);
        assertThat(facts.at("/training/recipe/kind").asText()).isEqualTo("knn");
        assertThat(facts.at("/outcome/comparedWith/name").asText()).isEqualTo("mlp@7");
        assertThat(facts.at("/outcome/result").asText()).isEqualTo("promoted");
        assertThat(facts.at("/decision/reason").asText()).isEqualTo("by hand");
    }

    @Test
    void aPipelineOfAnEarlierReleaseHasNoTopicOfTrainers() throws Exception {
        feed();
        publishFromTheLog();
        try (var admin = AdminClients.open(cluster())) {
            KafkaReply.of(admin.deleteTopics(List.of(topics.trainers().name())).all());
        }

        var result = shell.run("models", "show", "knn");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("  recipe      knn").doesNotContain("  training    #", "  decision");
        try (var admin = AdminClients.open(cluster())) {
            assertThat(KafkaReply.of(admin.listTopics().names()))
                    .doesNotContain(topics.trainers().name());
        }
    }

    private void feed() {
        var result = shell.run("produce", "digits", "--count", "400", "--labels", "later");
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private ModelManifest publishFromTheLog() {
        return publishFromTheLog("knn", 3);
    }

    private ModelManifest publishFromTheLog(String name, int neighbors) {
        return LoggedModels.publish(cluster(), topics, name, neighbors);
    }

    private void send(TrainingOutcome outcome) throws Exception {
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster().clientSettings(Map.of(), Map.of()), bytes, bytes)) {
            var key = RecordKeys.trainingOutcome(outcome.getTrainedModel(), outcome.getNumber());
            producer.send(new ProducerRecord<>(
                            topics.trainers().name(),
                            key.getBytes(StandardCharsets.UTF_8),
                            topics.trainers().encode(outcome)))
                    .get();
        }
    }

    private void removeBefore(String topic, int partition, long offset) {
        try (var admin = AdminClients.open(cluster())) {
            KafkaReply.of(admin.deleteRecords(
                            Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                    .all());
        }
    }

    private JsonNode shown(String model) throws IOException {
        return new ObjectMapper()
                .readTree(shell.run("models", "show", model, "--json").out());
    }

    private Path folder(String name, long seed) {
        return IdxFiles.digits(home.resolve(name), seed);
    }
}
