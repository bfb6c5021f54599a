package io.glyphstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.serving.ModelSnapshotLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the requests of answers and of confusion tell of a pipeline that runs. */
@ExtendWith(ConsoleOnBroker.class)
@Timeout(180)
class AnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    private record Reply(int code, JsonNode body) {}

    @Test
    void anAnswerIsToldWithAllThatItRestsOn(RunningPipeline pipeline) throws Exception {
        var image = digit(pipeline, "rests-on", 3, 7);

        var message = answer(pipeline, "rests-on");
        var reply = get(pipeline, "/api/answers/" + message.partition() + "/" + message.offset());

        Prediction prediction = pipeline.topics().predictions().decode(message.value());
        assertThat(reply.code()).isEqualTo(200);
        var told = reply.body();
        assertThat(told.path("imageId").asText()).isEqualTo("rests-on");
        assertThat(told.path("source").asText()).isEqualTo("digits:test:3");
        assertThat(told.path("answer").asInt()).isEqualTo(prediction.getAnswer());
        assertThat(told.path("truth").asInt()).isEqualTo(7);
        assertThat(told.path("inputPartition").asInt()).isEqualTo(prediction.getInputPartition());
        assertThat(told.path("inputOffset").asLong()).isEqualTo(prediction.getInputOffset());
        assertThat(told.path("deployment").asLong()).isEqualTo(prediction.getDeploymentSequence());
        assertThat(told.path("scoredAt").asText())
                .isEqualTo(prediction.getScoredAt().toString());
        assertThat(Base64.getDecoder().decode(told.path("image").path("pixels").asText()))
                .isEqualTo(image.getPixels().array());
        assertThat(told.path("scores")).hasSize(2);
        assertThat(told.path("scores").get(0).path("name").asText()).isEqualTo("mlp@1");
        assertThat(told.path("scores").get(0).path("outputs")).hasSize(10);
        assertThat(told.path("scores").get(1).path("kind").asText()).isEqualTo("nearest-neighbors");
    }

    @Test
    void theNeighborsThatAreShownAreTheNearestAndTheirVoteIsTheScore(RunningPipeline pipeline) throws Exception {
        var knn = neighbors(pipeline);
        for (int number = 10; number < 15; number++) {
            var image = digit(pipeline, "neighbors-" + number, number, null);
            var message = answer(pipeline, "neighbors-" + number);

            var told = get(
                            pipeline,
                            "/api/answers/" + message.partition() + "/" + message.offset() + "/neighbors/knn@1")
                    .body();

            byte[] pixels = image.getPixels().array();
            var nearest = IntStream.range(0, knn.size())
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer index) -> distance(pixels, knn.reference(index)))
                            .thenComparing(index -> index))
                    .limit(knn.settings().k())
                    .toList();
            assertThat(told.path("neighbors")).hasSize(nearest.size());
            var votes = new int[10];
            for (int rank = 0; rank < nearest.size(); rank++) {
                var neighbor = told.path("neighbors").get(rank);
                int index = nearest.get(rank);
                assertThat(neighbor.path("index").asInt()).isEqualTo(index);
                assertThat(neighbor.path("label").asInt()).isEqualTo(knn.label(index));
                assertThat(neighbor.path("distance").asLong()).isEqualTo(distance(pixels, knn.reference(index)));
                assertThat(Base64.getDecoder()
                                .decode(neighbor.path("image").path("pixels").asText()))
                        .isEqualTo(knn.reference(index));
                votes[knn.label(index)]++;
            }
            var score = pipeline.topics()
                    .predictions()
                    .decode(message.value())
                    .getScores()
                    .get(1);
            for (int label = 0; label < 10; label++) {
                assertThat(score.getOutputs().get(label)).isEqualTo((float) (votes[label] / (double) nearest.size()));
            }
            assertThat(told.path("vote").asInt()).isEqualTo(score.getLabel());
        }
    }

    @Test
    void aLabelThatCameApartIsToldWithTheAnswer(RunningPipeline pipeline) throws Exception {
        digit(pipeline, "labeled-apart", 2, null);
        var labels = pipeline.topics().labels();
        pipeline.send(
                labels.name(), "labeled-apart", labels.encode(new Label("labeled-apart", 6, Instant.now(), "people")));
        var message = answer(pipeline, "labeled-apart");

        var told = get(pipeline, "/api/answers/" + message.partition() + "/" + message.offset())
                .body();

        assertThat(told.path("truth").isNull()).isTrue();
        assertThat(told.path("label").path("label").asInt()).isEqualTo(6);
        assertThat(told.path("label").path("source").asText()).isEqualTo("people");
    }

    @Test
    void aModelWithoutNeighborsSaysSo(RunningPipeline pipeline) throws Exception {
        digit(pipeline, "no-neighbors", 1, null);
        var message = answer(pipeline, "no-neighbors");
        var path = "/api/answers/" + message.partition() + "/" + message.offset() + "/neighbors/";

        assertThat(get(pipeline, path + "mlp@1").body().path("error").asText())
                .isEqualTo("mlp@1 is no model of neighbors");
        assertThat(get(pipeline, path + "mlp@2").body().path("error").asText())
                .isEqualTo("mlp@2 did not score this image");
    }

    @Test
    void aPlaceWithoutAnAnswerSaysWhyAndWhatToDo(RunningPipeline pipeline) throws Exception {
        digit(pipeline, "before-a-marker", 1, null);
        var partition = answer(pipeline, "before-a-marker").partition();
        var offsets = new TreeSet<Long>();
        predictions(pipeline).stream()
                .filter(message -> message.partition() == partition)
                .forEach(message -> offsets.add(message.offset()));
        long marker = offsets.first();
        while (offsets.contains(marker)) {
            marker++;
        }

        var atMarker = get(pipeline, "/api/answers/" + partition + "/" + marker);
        assertThat(atMarker.code()).isEqualTo(404);
        assertThat(atMarker.body().path("error").asText()).contains("the marker of a transaction lies there");
        assertThat(atMarker.body().path("advice").asText()).contains("Try the offset before it, " + (marker - 1));

        var later = get(pipeline, "/api/answers/" + partition + "/99999999");
        assertThat(later.code()).isEqualTo(404);
        assertThat(later.body().path("error").asText()).contains("yet: the partition ends at offset");

        assertThat(get(pipeline, "/api/answers/99/0").code()).isEqualTo(404);
        assertThat(get(pipeline, "/api/answers/0/-1").code()).isEqualTo(400);
        assertThat(get(pipeline, "/api/answers/one/two").body().path("advice").asText())
                .isEqualTo("Write it like /answers/3/1204.");
    }

    @Test
    void whatKafkaHasRemovedIsToldAsGone(EmbeddedBroker broker) throws Exception {
        try (var pipeline = RunningPipeline.on(broker, "removed.")) {
            digit(pipeline, "without-image", 1, null);
            var message = answer(pipeline, "without-image");
            var prediction = pipeline.topics().predictions().decode(message.value());
            var path = "/api/answers/" + message.partition() + "/" + message.offset();

            remove(pipeline, pipeline.topics().images().name(), prediction.getInputPartition());
            var told = get(pipeline, path);
            assertThat(told.code()).isEqualTo(200);
            assertThat(told.body().path("image").isNull()).isTrue();
            assertThat(get(pipeline, path + "/neighbors/knn@1")
                            .body()
                            .path("error")
                            .asText())
                    .contains("the image was removed");

            remove(pipeline, pipeline.topics().predictions().name(), message.partition());
            var gone = get(pipeline, path);
            assertThat(gone.code()).isEqualTo(404);
            assertThat(gone.body().path("error").asText()).contains("is gone: the partition begins at offset");
            assertThat(gone.body().path("advice").asText()).contains("raise retention.ms");
        }
    }

    @Test
    void wrongAnswersAreFoundAmongThoseKeptAndOnTheTopic(RunningPipeline pipeline) throws Exception {
        digit(pipeline, "mistaken", 5, null);
        var message = answer(pipeline, "mistaken");
        int said = pipeline.topics().predictions().decode(message.value()).getAnswer();
        digit(pipeline, "mistaken-surely", 5, (said + 1) % 10);
        answer(pipeline, "mistaken-surely");
        var query = "/api/answers?show=wrong&limit=200&truth=" + (said + 1) % 10 + "&answer=" + said;

        await().atMost(PATIENCE).until(() -> ids(get(pipeline, query)).contains("mistaken-surely"));
        assertThat(get(pipeline, query).body().path("from").asText()).isEqualTo("window");

        var onTopic = get(pipeline, query + "&search=topic");
        assertThat(onTopic.body().path("from").asText()).isEqualTo("topic");
        assertThat(ids(onTopic)).contains("mistaken-surely");
        assertThat(onTopic.body()
                        .path("answers")
                        .get(0)
                        .path("image")
                        .path("rows")
                        .asInt())
                .isEqualTo(28);
    }

    @Test
    void aFilterThatCannotBeIsRefusedWithTheRule(RunningPipeline pipeline) throws Exception {
        var refused = get(pipeline, "/api/answers?below=2");
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.body().path("error").asText()).isEqualTo("below must be a number within [0, 1] but was 2");
        assertThat(get(pipeline, "/api/answers?truth=256").body().path("error").asText())
                .isEqualTo("truth must be a whole number within [0, 255] but was 256");
        assertThat(get(pipeline, "/api/answers/events?show=all").code()).isEqualTo(400);
        assertThat(get(pipeline, "/api/confusion?window=noon").code()).isEqualTo(400);
    }

    @Test
    void aBrowserReceivesTheAnswersThatPassItsFilter(RunningPipeline pipeline) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(pipeline.address("/api/answers/events?truth=8")))
                .build();
        try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
            digit(pipeline, "other-truth", 7, 3);
            digit(pipeline, "that-truth", 7, 8);

            var event = lines.filter(line -> line.startsWith("data: "))
                    .map(line -> read(line.substring("data: ".length())))
                    .filter(data -> !data.path("answers").isEmpty())
                    .findFirst()
                    .orElseThrow();

            assertThat(ids(new Reply(200, event))).containsExactly("that-truth");
        }
    }

    @Test
    void theMatrixCountsEachAnswerByItsTruth(RunningPipeline pipeline) throws Exception {
        digit(pipeline, "counted", 9, 9);
        answer(pipeline, "counted");
        var labels = new HashMap<String, Integer>();
        CommittedReader.read(
                pipeline.cluster(),
                pipeline.topics().labels(),
                (Label label) -> labels.put(label.getImageId(), label.getLabel()),
                ReadProgress.untold());
        var expected = new long[100];
        for (var message : predictions(pipeline)) {
            var prediction = pipeline.topics().predictions().decode(message.value());
            Integer truth = prediction.getTruth() == null ? labels.get(prediction.getImageId()) : prediction.getTruth();
            if (truth != null) {
                expected[10 * truth + prediction.getScores().get(1).getLabel()]++;
            }
        }
        List<Long> wanted = IntStream.range(0, 100).mapToObj(at -> expected[at]).toList();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(confusion(get(pipeline, "/api/confusion?version=knn@1")))
                        .isEqualTo(wanted));
        var champions = get(pipeline, "/api/confusion?window=newest").body();
        assertThat(champions.path("version").asText()).isEqualTo("mlp@1");
        assertThat(champions.path("report").path("windowStart").asText())
                .isEqualTo(champions.path("windows").get(0).asText());
    }

    private static long distance(byte[] image, byte[] other) {
        long sum = 0;
        for (int at = 0; at < image.length; at++) {
            int difference = (image[at] & 0xFF) - (other[at] & 0xFF);
            sum += (long) difference * difference;
        }
        return sum;
    }

    private static NearestNeighbors neighbors(RunningPipeline pipeline) throws Exception {
        try (var catalog = new ModelCatalog(pipeline.cluster(), pipeline.topics())) {
            var manifest = catalog.find(pipeline.model("knn@1")).orElseThrow();
            return (NearestNeighbors) new ModelSnapshotLoader().load(manifest, catalog.snapshot(manifest));
        }
    }

    /** Sends one of the drawn digits under an id, with any truth. */
    static Image digit(RunningPipeline pipeline, String id, int number, @Nullable Integer truth) {
        var pixels = RunningPipeline.DIGITS.test().pixels(number);
        var image = new Image(id, 28, 28, ByteBuffer.wrap(pixels), truth, Instant.now(), "digits:test:" + number, 1);
        var images = pipeline.topics().images();
        pipeline.send(images.name(), id, images.encode(image));
        return image;
    }

    /** Waits for the answer to an image. */
    static ConsumerRecord<byte[], byte[]> answer(RunningPipeline pipeline, String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> predictions(pipeline).stream()
                                .filter(message -> new String(message.key(), UTF_8).equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<ConsumerRecord<byte[], byte[]>> predictions(RunningPipeline pipeline) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        CommittedReader.readRecords(
                pipeline.cluster(), List.of(pipeline.topics().predictions().name()), found::add, ReadProgress.untold());
        return found;
    }

    private static void remove(RunningPipeline pipeline, String topic, int partition) throws Exception {
        try (var admin = Admin.create(pipeline.cluster().clientSettings(Map.of(), Map.of()))) {
            var all = RecordsToDelete.beforeOffset(-1);
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), all))
                    .all()
                    .get();
        }
    }

    private static List<String> ids(Reply reply) {
        var ids = new ArrayList<String>();
        reply.body()
                .path("answers")
                .forEach(answer -> ids.add(answer.path("imageId").asText()));
        return ids;
    }

    private static List<Long> confusion(Reply reply) {
        var counts = new ArrayList<Long>();
        reply.body().path("report").path("confusion").forEach(count -> counts.add(count.asLong()));
        return counts;
    }

    private Reply get(RunningPipeline pipeline, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(pipeline.address(path))).build();
        var response = client.send(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), read(response.body()));
    }

    private JsonNode read(String json) {
        try {
            return mapper.readTree(json);
        } catch (IOException impossible) {
            throw new IllegalStateException(json, impossible);
        }
    }
}
