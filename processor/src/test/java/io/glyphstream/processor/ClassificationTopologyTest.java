package io.glyphstream.processor;

import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.key;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import io.glyphstream.processor.scoring.AnswerHeaders;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.registry.following.ServedModel;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ClassificationTopologyTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    private final ServedModel<Classifier> mlp = served("mlp", 3, perceptron(1));
    private final ServedModel<Classifier> knn = served("knn", 1, neighbors(2));

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline = new Pipeline(set(7, List.of(mlp, knn)), folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void answerIsTheChampionsAndNamesEveryModelInService() {
        var image = image("a", 2, 42);
        pipeline.feed(image);
        var prediction = pipeline.predictions.readValue();
        var expected = mlp.model().score(Images.pixels(image), 1);
        assertThat(prediction.getImageId()).isEqualTo("a");
        assertThat(prediction.getInputPartition()).isZero();
        assertThat(prediction.getInputOffset()).isZero();
        assertThat(prediction.getAnswer()).isEqualTo(expected.label(0));
        assertThat(prediction.getConfidence()).isEqualTo(expected.confidence(0));
        assertThat(prediction.getTruth()).isEqualTo(2);
        assertThat(prediction.getDeploymentSequence()).isEqualTo(7);
        assertThat(prediction.getCapturedAt()).isEqualTo(Samples.CAPTURED);
        assertThat(prediction.getScoredAt()).isEqualTo(Pipeline.NOW);
        assertThat(prediction.getScores())
                .extracting(Score::getModel)
                .containsExactly(mlp.reference(), knn.reference());
        assertThat(prediction.getScores()).extracting(Score::getRole).containsExactly(Role.CHAMPION, Role.CHALLENGER);
        assertThat(prediction.getScores().get(1).getOutputs())
                .containsExactly(
                        boxed(knn.model().score(Images.pixels(image), 1).outputs(0)));
    }

    @Test
    void answerCanBeReadInPlainTextAndKeepsTheTrace() {
        var image = image("a", null, 1);
        var headers = new RecordHeaders().add("traceparent", key("00-1-2-01")).add("other", key("x"));
        pipeline.images.pipeInput(new TestRecord<>(key("a"), pipeline.encode(image), headers));
        var answer = pipeline.predictions.readRecord();
        assertThat(answer.key()).isEqualTo(key("a"));
        assertThat(text(answer.headers(), PredictionHeaders.ANSWER))
                .isEqualTo(Integer.toString(answer.value().getAnswer()));
        assertThat(text(answer.headers(), PredictionHeaders.MODEL)).isEqualTo("mlp@3");
        assertThat(answer.value().getScores().get(0).getModel()).isEqualTo(mlp.reference());
        assertThat(text(answer.headers(), "traceparent")).isEqualTo("00-1-2-01");
        assertThat(answer.headers().lastHeader("other")).isNull();
    }

    @Test
    void anAnswerSaysWhenItMayBeGivenAgain() {
        pipeline.images.pipeInput(key("a"), pipeline.encode(image("a", null, 1)));
        var answer = pipeline.predictions.readRecord();

        var once = new AnswerHeaders(Guarantee.EXACTLY_ONCE).of(answer.value(), ClassNames.none(), answer.headers());
        var atLeastOnce =
                new AnswerHeaders(Guarantee.AT_LEAST_ONCE).of(answer.value(), ClassNames.none(), answer.headers());

        assertThat(PredictionHeaders.isAtLeastOnce(answer.headers())).isFalse();
        assertThat(PredictionHeaders.isAtLeastOnce(once)).isFalse();
        assertThat(PredictionHeaders.isAtLeastOnce(atLeastOnce)).isTrue();
    }

    @Test
    void imagesInColorAreAnsweredByAModelOfColorsAlone() {
        var color = served("color", 1, colorNeighbors());
        pipeline.swap(set(8, List.of(color, knn)));
        var image = colored(4, 3, 3);
        new Random(5).nextBytes(image.getPixels().array());
        pipeline.images.pipeInput(key("a"), pipeline.encode(image));
        pipeline.feed(image("b", null, 1));

        var prediction = pipeline.predictions.readValue();
        assertThat(prediction.getScores()).extracting(Score::getModel).containsExactly(color.reference());
        assertThat(prediction.getScores().get(0).getOutputs())
                .containsExactly(
                        boxed(color.model().score(Images.pixels(image), 1).outputs(0)));
        assertThat(DeadLetterHeaders.read(pipeline.deadLetters.readRecord().headers())
                        .reason())
                .isEqualTo("image of 4 x 3, but color@1 takes 4 x 3 x 3");
    }

    private static NearestNeighbors colorNeighbors() {
        var random = new Random(3);
        var pixels = new byte[20 * 4 * 3 * 3];
        random.nextBytes(pixels);
        return NearestNeighbors.fit(
                new Examples(
                        new InputShape(4, 3, 3),
                        3,
                        pixels,
                        random.ints(20, 0, 3).toArray()),
                new NeighborSettings(3, Weighting.UNIFORM, Preprocessing.NONE));
    }

    @Test
    void anAnswerNamesItsClassWhereItHasAName() {
        var named = new ServedModel<>(
                mlp.reference(), mlp.model(), new ClassNames(List.of("cat", "d\u00f6g", "\u001bowl")));
        pipeline.feed(image("a", null, 1));
        pipeline.swap(set(8, List.of(named)));
        for (var seed = 0; seed < 20; seed++) {
            pipeline.feed(image("b" + seed, null, seed));
        }

        var answers = pipeline.predictions.readRecordsToList();
        assertThat(answers.get(0).headers().lastHeader(PredictionHeaders.CLASS_NAME))
                .isNull();
        assertThat(answers.subList(1, answers.size()))
                .hasSize(20)
                .allSatisfy(answer -> assertThat(text(answer.headers(), PredictionHeaders.CLASS_NAME))
                        .isEqualTo(named.classNames().names().get(answer.value().getAnswer())));
    }

    @Test
    void headersOfATraceStayBehindWhereTheyAreTooLarge() {
        var headers = new RecordHeaders().add("baggage", new byte[900_000]).add("traceparent", key("00-1-2-01"));
        for (var i = 0; i < 100_000; i++) {
            headers.add("tracestate", null);
        }

        pipeline.images.pipeInput(new TestRecord<>(key("a"), pipeline.encode(image("a", null, 1)), headers));

        var answer = pipeline.predictions.readRecord();
        assertThat(text(answer.headers(), "traceparent")).isEqualTo("00-1-2-01");
        assertThat(answer.headers().lastHeader("baggage")).isNull();
        assertThat(answer.headers().toArray()).hasSizeLessThan(2_000);
    }

    @Test
    void swapBetweenTwoImagesChangesTheNextAnswerOnly() {
        var next = served("mlp", 4, perceptron(9));
        pipeline.feed(image("a", null, 1));
        pipeline.swap(set(8, List.of(next)));
        pipeline.feed(image("b", null, 2));
        var before = pipeline.predictions.readValue();
        var after = pipeline.predictions.readValue();
        assertThat(before.getScores().get(0).getModel()).isEqualTo(mlp.reference());
        assertThat(after.getScores()).extracting(Score::getModel).containsExactly(next.reference());
        assertThat(after.getDeploymentSequence()).isEqualTo(8);
    }

    @Test
    void challengerThatTakesOtherImagesOrKnowsOtherClassesIsLeftOut() {
        pipeline.swap(set(
                8,
                List.of(
                        mlp,
                        served("wide", 1, perceptron(4, 5, 3, 1)),
                        served("fine", 1, perceptron(4, 3, 4, 1)),
                        knn)));
        pipeline.feed(image("a", null, 1));
        assertThat(pipeline.predictions.readValue().getScores())
                .extracting(Score::getModel)
                .containsExactly(mlp.reference(), knn.reference());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("deadLetters")
    void whatCannotBeAnsweredIsKeptWithTheReason(String reason, byte @Nullable [] key, UnaryOperator<byte[]> damage) {
        var value = damage.apply(pipeline.encode(image("a", 1, 1)));
        pipeline.feed(image("before", null, 1));
        pipeline.images.pipeInput(new TestRecord<>(key, value, new RecordHeaders().add("mine", key("kept"))));
        pipeline.feed(image("after", null, 1));
        assertThat(pipeline.predictions.readKeyValuesToList()).hasSize(2);
        var letter = pipeline.deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        var where = DeadLetterHeaders.read(letter.headers());
        assertThat(where.topic()).isEqualTo("glyphstream.images");
        assertThat(where.partition()).isZero();
        assertThat(where.offset()).isEqualTo(1);
        assertThat(where.stage()).isEqualTo("classify");
        assertThat(where.reason()).contains(reason);
        assertThat(text(letter.headers(), "mine")).isEqualTo("kept");
        assertThat(pipeline.deadLetters.isEmpty()).isTrue();
    }

    static Stream<Arguments> deadLetters() {
        return Stream.of(
                bytes("record has no value", key("a"), value -> null),
                bytes("record has no key, but must have the image's id 'a'", null, value -> value),
                bytes("record's key is 'b', but the image's id is 'a'", key("b"), value -> value),
                bytes("", key("a"), value -> "junk".getBytes(UTF_8)),
                bytes("", key("a"), value -> new byte[0]),
                bytes("", key("a"), value -> Arrays.copyOf(value, value.length - 1)),
                bytes("", key("a"), value -> Arrays.copyOf(value, value.length + 1)),
                of("image of 27 x 28, but mlp@3 takes 4 x 3", changed(27, 28, 27 * 28, 1)),
                of("image of 3 x 4, but mlp@3 takes 4 x 3", changed(3, 4, 12, 1)),
                of("image of 4 x 3 x 3, but mlp@3 takes 4 x 3", colored(4, 3, 3)),
                of("image of 32 x 32 x 3, but mlp@3 takes 4 x 3", colored(32, 32, 3)),
                of("channels of an image must be 1 or 3 but were 2", colored(4, 3, 2)),
                of("image of 4 x 3 x 3 has 12 bytes of pixels", changed(colored(4, 3, 3), 12)),
                of("image of 4 x 3 has 11 pixels", changed(4, 3, 11, 1)),
                of("image of 4 x 3 has 0 pixels", changed(4, 3, 0, 1)),
                of("rows and columns", changed(0, 3, 0, 1)),
                of("rows and columns", changed(-4, -3, 12, 1)),
                of("but was -1", changed(4, 3, 12, -1)),
                of("but was 256", changed(4, 3, 12, 256)),
                of("label must be within [0, 2], the classes of mlp@3, but was 3", changed(4, 3, 12, 3)));
    }

    private static Arguments bytes(String reason, byte @Nullable [] key, UnaryOperator<byte[]> damage) {
        return Arguments.of(reason, key, damage);
    }

    private static Arguments of(String reason, Image image) {
        UnaryOperator<byte[]> replacement = value -> TOPICS.images().encode(image);
        return Arguments.of(reason, key("a"), replacement);
    }

    private static Image colored(int rows, int columns, int channels) {
        var pixels = ByteBuffer.allocate(rows * columns * channels);
        return new Image("a", rows, columns, pixels, null, Samples.CAPTURED, "", channels);
    }

    private static Image changed(Image image, int pixels) {
        image.put("pixels", ByteBuffer.allocate(pixels));
        return image;
    }

    private static Image changed(int rows, int columns, int pixels, int label) {
        return new Image("a", rows, columns, ByteBuffer.allocate(pixels), label, Samples.CAPTURED, "", 1);
    }

    @Test
    void everyNodeStoreAndTopicHasANameOfItsOwn() {
        var description = pipeline.topology.describe().toString();
        assertThat(description)
                .doesNotContain("KSTREAM-")
                .doesNotContain("KTABLE-")
                .doesNotContain("STATE-STORE-")
                .contains(
                        "read-images",
                        "classify",
                        "write-predictions",
                        "write-dead-letters",
                        "tally",
                        "accuracy-partials-repartition",
                        "sum-partials",
                        "write-accuracy");
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static Float[] boxed(float[] values) {
        var boxed = new Float[values.length];
        for (var i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
