package io.glyphstream.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Snapshots;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that went into a pipeline and came out of it, and what must be true of it whatever happened in between. */
final class Audit {
    private final Pipeline pipeline;
    private final Map<Place, ConsumerRecord<String, byte[]>> images;
    private final List<ConsumerRecord<String, Prediction>> predictions;
    private final List<ConsumerRecord<String, byte[]>> deadLetters;

    /** Where a record lies on the images topic. */
    private record Place(int partition, long offset) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::partition).thenComparing(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private Audit(Pipeline pipeline) {
        this.pipeline = pipeline;
        images = pipeline.rawImages().readToEnd().stream()
                .collect(Collectors.toMap(image -> new Place(image.partition(), image.offset()), Function.identity()));
        predictions = pipeline.predictions().readToEnd();
        deadLetters = pipeline.deadLetters().readToEnd();
    }

    /** Reads all that is there; nobody may be working on it any more. */
    static Audit of(Pipeline pipeline) {
        return new Audit(pipeline);
    }

    List<Prediction> predictions() {
        return predictions.stream().map(ConsumerRecord::value).toList();
    }

    /** Every record of the images topic has one prediction or one dead letter, in the order of the records. */
    Audit everyImageIsAnsweredOnce() {
        assertThat(outcomes().sorted().toList())
                .containsExactlyElementsOf(images.keySet().stream().sorted().toList());
        assertThat(predictions).allSatisfy(prediction -> {
            assertThat(prediction.partition()).isEqualTo(prediction.value().getInputPartition());
            assertThat(prediction.key()).isEqualTo(prediction.value().getImageId());
            assertThat(prediction.key()).isEqualTo(input(prediction.value()).key());
        });
        assertThat(byPartition().values())
                .allSatisfy(partition -> assertThat(partition)
                        .extracting(Prediction::getInputOffset)
                        .isSorted());
        return this;
    }

    /** Every record of the images topic has one prediction or dead letter, or more. */
    Audit everyImageIsAnswered() {
        assertThat(outcomes().collect(Collectors.toSet())).isEqualTo(images.keySet());
        return this;
    }

    private Stream<Place> outcomes() {
        return Stream.concat(
                predictions.stream().map(ConsumerRecord::value).map(Audit::place),
                deadLetters.stream().map(Audit::place));
    }

    /** Within a partition no answer is by an older deployment than the answer before it. */
    Audit deploymentsNeverGoBack() {
        assertThat(byPartition().values())
                .allSatisfy(partition -> assertThat(partition)
                        .extracting(Prediction::getDeploymentSequence)
                        .isSorted());
        return this;
    }

    /** Every score names a version that its deployment put in that role, and is what that version's snapshot gives, to the bit. */
    Audit everyScoreIsThatOfTheVersionItNames() throws Exception {
        var deployments = pipeline.deployments().history().stream()
                .collect(Collectors.toMap(Deployment::getSequence, Function.identity()));
        var models = new HashMap<ModelReference, Classifier>();
        for (var prediction : predictions()) {
            var deployment = requireNonNull(deployments.get(prediction.getDeploymentSequence()));
            assertThat(lineup(prediction)).isEqualTo(lineup(deployment));
            var image = pipeline.topics.images().decode(input(prediction).value());
            assertThat(prediction.getTruth()).isEqualTo(image.getLabel());
            for (var score : prediction.getScores()) {
                var model = models.get(score.getModel());
                if (model == null) {
                    model = model(score.getModel());
                    models.put(score.getModel(), model);
                }
                checkScore(score, model, image);
            }
            var champion = prediction.getScores().get(0);
            assertThat(prediction.getAnswer()).isEqualTo(champion.getLabel());
            assertThat(prediction.getConfidence()).isEqualTo(champion.getConfidence());
        }
        return this;
    }

    /** Returns what the newest reports must say, counted one by one, by their keys. */
    Map<String, Recount> accuracy() {
        var counts = new HashMap<String, Recount>();
        for (var prediction : predictions) {
            var windowStart = Recount.windowStart(prediction.timestamp());
            for (var score : prediction.value().getScores()) {
                for (var key : List.of(
                        RecordKeys.accuracy(score.getModel()), RecordKeys.accuracy(score.getModel(), windowStart))) {
                    counts.computeIfAbsent(key, missing -> new Recount(score.getModel()))
                            .add(prediction.value().getTruth(), score.getLabel());
                }
            }
        }
        return counts;
    }

    /** Waits until the newest reports say exactly what {@link #accuracy} returns. */
    void awaitAccuracy() {
        var expected = accuracy();
        pipeline.accuracy().readUntil(reports -> {
            var newest = new HashMap<String, AccuracyReport>();
            reports.forEach(report -> newest.put(report.key(), report.value()));
            assertThat(newest).containsOnlyKeys(expected.keySet());
            expected.forEach((key, recount) -> assertThat(newest).hasEntrySatisfying(key, recount::check));
        });
    }

    /** Returns the models that scored an image: the champion, then the challengers. */
    static List<ModelReference> models(Prediction prediction) {
        return prediction.getScores().stream().map(Score::getModel).toList();
    }

    private Classifier model(ModelReference reference) throws Exception {
        var catalog = pipeline.catalog();
        var manifest =
                catalog.find(reference.getModel(), reference.getVersion()).orElseThrow();
        assertThat(manifest.getReference()).isEqualTo(reference);
        return Snapshots.read(catalog.snapshot(manifest));
    }

    /* The image is scored by itself here, while the processor scored it with whatever its poll brought. */
    private static void checkScore(Score score, Classifier model, Image image) {
        var scores = model.score(Images.pixels(image), 1);
        assertThat(score.getLabel()).isEqualTo(scores.label(0));
        assertThat(score.getConfidence()).isEqualTo(scores.confidence(0));
        var outputs = new ArrayList<Integer>();
        for (var output : scores.outputs(0)) {
            outputs.add(Float.floatToRawIntBits(output));
        }
        assertThat(score.getOutputs()).extracting(Float::floatToRawIntBits).isEqualTo(outputs);
    }

    private static List<String> lineup(Prediction prediction) {
        return prediction.getScores().stream()
                .map(score -> score.getRole() + " " + score.getModel())
                .toList();
    }

    private static List<String> lineup(Deployment deployment) {
        return Stream.concat(
                        Stream.of(Role.CHAMPION + " " + deployment.getChampion()),
                        deployment.getChallengers().stream().map(challenger -> Role.CHALLENGER + " " + challenger))
                .toList();
    }

    private Map<Integer, List<Prediction>> byPartition() {
        return predictions().stream().collect(Collectors.groupingBy(Prediction::getInputPartition));
    }

    private ConsumerRecord<String, byte[]> input(Prediction prediction) {
        return requireNonNull(images.get(place(prediction)));
    }

    private static Place place(Prediction prediction) {
        return new Place(prediction.getInputPartition(), prediction.getInputOffset());
    }

    private static Place place(ConsumerRecord<String, byte[]> deadLetter) {
        var origin = DeadLetterHeaders.read(deadLetter.headers());
        return new Place(origin.partition(), origin.offset());
    }
}
