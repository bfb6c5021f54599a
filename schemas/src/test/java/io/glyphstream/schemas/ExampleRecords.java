package io.glyphstream.schemas;

import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One well-formed record of every kind that travels. */
final class ExampleRecords {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    private ExampleRecords() {}

    /** A record, and the topic it belongs on. */
    record Example(Topic<SpecificRecord> topic, SpecificRecord value) {
        byte[] bytes() {
            return topic.encode(value);
        }

        @Override
        public String toString() {
            return value.getSchema().getName();
        }
    }

    static Topics topics() {
        return new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    }

    static List<Example> all() {
        var topics = topics();
        return List.of(
                example(topics.images(), image(28, 28, new byte[784])),
                example(topics.labels(), new Label("image-1", 7, NOON, "people")),
                example(topics.predictions(), prediction()),
                example(topics.accuracy(), report()),
                example(topics.models(), new ModelChunk(sha(1), 3, ByteBuffer.wrap(new byte[] {1, 2, 3}))),
                example(topics.models(), manifest()),
                example(topics.images(), colorImage()),
                example(topics.models(), colorManifest()),
                example(topics.models(), learnedManifest()),
                example(topics.deployments(), deployment()),
                example(topics.models(), manifestFromLog()),
                example(topics.processors(), processorReport()),
                example(topics.trainers(), trainerReport()),
                example(topics.trainers(), outcome()),
                example(topics.trainers(), new TrainingRequest("mlp", "ada", "new cameras", NOON)),
                example(topics.pins(), pinnedRecord()),
                example(topics.pins(), new PinnedRange("KzQ1o9XZR3aV3w0y0m0JcQ", 3, 5L, 905L, 898L)));
    }

    @SuppressWarnings("unchecked") // each value is of its topic's type
    private static Example example(Topic<?> topic, SpecificRecord value) {
        return new Example((Topic<SpecificRecord>) topic, value);
    }

    private static PinnedRecord pinnedRecord() {
        return new PinnedRecord(
                "KzQ1o9XZR3aV3w0y0m0JcQ", 3, 17L, NOON, ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {
                    3, 4, 5
                }));
    }

    static Image image(int rows, int columns, byte[] pixels) {
        return new Image("image-1", rows, columns, ByteBuffer.wrap(pixels), 7, NOON, "mnist:test:17", 1);
    }

    static Image colorImage() {
        return new Image(
                "image-2",
                1,
                2,
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}),
                7,
                NOON,
                "cifar10:test:17",
                Images.COLOR);
    }

    static Sha256 sha(int seed) {
        return Digests.sha256(Integer.toString(seed).getBytes(StandardCharsets.UTF_8));
    }

    static ModelReference reference(String model, int version) {
        return new ModelReference(model, version, sha(version));
    }

    static Prediction prediction() {
        var outputs = new ArrayList<>(Collections.nCopies(10, 0.025f));
        outputs.set(7, 0.775f);
        return new Prediction(
                "image-1",
                2,
                41L,
                7,
                0.775f,
                null,
                List.of(
                        new Score(reference("mlp", 3), Role.CHAMPION, 7, 0.775f, outputs),
                        new Score(reference("knn", 1), Role.CHALLENGER, 7, 0.775f, outputs)),
                12L,
                NOON,
                NOON.plusMillis(25));
    }

    static AccuracyReport report() {
        return new AccuracyReport(
                reference("mlp", 3),
                Role.CHAMPION,
                4L,
                3L,
                1L,
                0.75,
                0.3,
                0.95,
                2,
                List.of(2L, 1L, 0L, 1L),
                NOON,
                NOON.plusSeconds(60),
                NOON);
    }

    /** As an earlier release published it. */
    static ModelManifest manifest() {
        return manifest(null, null);
    }

    static ModelManifest manifestFromLog() {
        var log = new LogData(ranges(), ranges(), "newest 1000", "sha256-tenth", sha(8));
        return manifest(recipe(), log);
    }

    /** Of a model that takes images in color and whose classes have names. */
    static ModelManifest colorManifest() {
        var manifest = manifestFromLog();
        manifest.put("channels", Images.COLOR);
        manifest.put("classNames", List.of("cat", "dog"));
        manifest.put("preprocessing", new Preprocessing("rgb", "as-is", "crop", false));
        manifest.put("probes", List.of(new Probe(ByteBuffer.wrap(new byte[4 * 4 * 3]), 1, List.of(0.25f, 0.75f))));
        return manifest;
    }

    /** Of a training with epochs, the second of which had no images to validate. */
    static ModelManifest learnedManifest() {
        var manifest = manifestFromLog();
        var points = List.of(
                new LearningPoint(1, 0.1, 1.5, 0.6, 0.9, 0.75), new LearningPoint(3, 0.05, 0.4, 0.9, null, null));
        manifest.put("learningCurve", new LearningCurve(3, 1, points));
        return manifest;
    }

    private static ModelManifest manifest(@Nullable TrainingRecipe recipe, @Nullable LogData log) {
        var random = new Random(5);
        var pixels = new byte[16];
        random.nextBytes(pixels);
        var training = new TrainingFacts(
                "digits",
                sha(9),
                42L,
                Map.of("epochs", "5", "rate", "0.1"),
                60L,
                10L,
                9L,
                List.of(5L, 0L, 1L, 4L),
                12L,
                recipe,
                log);
        return new ModelManifest(
                reference("mlp", 3),
                "perceptron",
                1,
                1_000_000L,
                List.of(sha(1), sha(2)),
                4,
                4,
                2,
                training,
                List.of(new Probe(ByteBuffer.wrap(pixels), 1, List.of(0.25f, 0.75f))),
                "trainer",
                NOON,
                ByteBuffer.wrap(new byte[64]),
                1,
                List.of(),
                null,
                null);
    }

    private static List<OffsetRange> ranges() {
        return List.of(new OffsetRange("Vr9bCjtiQ0qzUtqhUIYLKg", 0, 5L, 1_005L));
    }

    private static TrainingRecipe recipe() {
        return new TrainingRecipe("mlp", "quick", 1L, Map.of("hidden", "30", "epochs", "2"), reference("mlp", 2), 1);
    }

    private static TrainerReport trainerReport() {
        var order = new TrainingOrder(
                4L, "1,000 new labels", NOON, recipe(), ranges(), ranges(), "newest 1000", 28, 28, 10, Images.GRAY);
        var drift = new DriftReport(reference("mlp", 2), 900L, 800L, 0.05, 0.4, 1L, "its mistakes: 9 % after 2 %");
        return new TrainerReport(
                "mlp",
                "trainer-1",
                TrainerState.TRAINING,
                "training: epoch 2 of 8",
                order,
                4L,
                ranges(),
                ranges(),
                7L,
                12L,
                1_000L,
                drift,
                outcome(),
                null,
                15_000L,
                NOON,
                NOON,
                "1.0");
    }

    private static TrainingOutcome outcome() {
        return new TrainingOutcome(
                "mlp",
                3L,
                "1,000 new labels",
                TrainingResult.HELD,
                reference("mlp", 3),
                reference("mlp", 2),
                "no better than mlp@2",
                NOON);
    }

    static Deployment deployment() {
        return new Deployment(
                2L,
                DeploymentAction.PROMOTE,
                reference("mlp", 3),
                reference("mlp", 3),
                List.of(reference("knn", 1)),
                "ada",
                "better on held-out images",
                NOON);
    }

    static ProcessorReport processorReport() {
        return new ProcessorReport(
                "glyphstream-processor",
                "processor-1",
                ProcessorState.RUNNING,
                "serving deployment 2: mlp@3 answers",
                2L,
                reference("mlp", 3),
                List.of(reference("knn", 1)),
                List.of(new RejectedModel(reference("mlp", 4), "chunk 3 of 52 is missing")),
                "http://127.0.0.1:9464",
                15_000L,
                NOON,
                NOON.plusSeconds(7),
                "1.0");
    }
}
