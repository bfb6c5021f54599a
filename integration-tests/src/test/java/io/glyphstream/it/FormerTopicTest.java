package io.glyphstream.it;

import static io.glyphstream.it.RecordedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.model.Classifier;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.topics.PublishedModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the verifier says of topics that were deleted and created again, and of clocks that contradict the order of events. */
@Tag("slow")
final class FormerTopicTest {
    private static RecordedRun run;
    private static Topics topics;
    private static TopicPartition predictions;
    private static TopicPartition images;

    @BeforeAll
    static void record() throws Exception {
        run = new RecordedRun();
        topics = run.pipeline.topics;
        predictions = run.place();
        images = RecordedRun.of(topics.images(), predictions);
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void answersToImagesOfAFormerTopicAreToldAsSuch() {
        var report = run.verify(recreatedImages());

        assertThat(report.found()).containsOnlyKeys(Finding.FORMER_TOPIC).containsEntry(Finding.FORMER_TOPIC, 251L);
        assertThat(report.problems()).allMatch(problem -> problem.contains("is younger than its answers"));
        assertThat(report.predictionCounts().ofFormer()).isEqualTo(250);
        assertThat(report.images()).isZero();
    }

    @Test
    void aFormerTopicCanBeAccepted() {
        var report = run.verify(recreatedImages(), run.accepting());

        assertThat(report.ok()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.startsWith("accepted: former topic: " + images));
    }

    @Test
    void imagesOfTheNewTopicAreJudgedThoughOthersLayAtTheirOffsets() {
        var others = run.topics.records(images).subList(20, 25);
        var younger = new ArrayList<>(others);
        younger.replaceAll(image -> at(image, image.offset() - others.get(0).offset(), image.value()));

        var report = run.verify(recreatedImages().recreated(images, younger));

        assertThat(report.found()).containsOnlyKeys(Finding.FORMER_TOPIC, Finding.MISSING);
        assertThat(report.count(Finding.MISSING)).isEqualTo(5);
    }

    @Test
    void imagesThatWereAnsweredTwiceAreDuplicatesAndOfNoFormerTopic() {
        var report = run.verify(run.topics.with(predictions, list -> {
            var end = list.get(list.size() - 1).offset() + 1;
            for (var record : run.topics.records(predictions)) {
                list.add(at(record, end + record.offset(), record.value()));
            }
            return list;
        }));

        assertThat(report.count(Finding.FORMER_TOPIC)).isZero();
        assertThat(report.count(Finding.DUPLICATE))
                .isEqualTo(run.topics.records(predictions).size());
    }

    @Test
    void anAnswerBeyondTheEndOfImagesThatAreAnsweredIsForeign() {
        var last = run.topics.records(predictions).size() - 1;

        var report = run.verify(run.changed(
                predictions, last, prediction -> prediction.put("inputOffset", prediction.getInputOffset() + 1_000)));

        assertThat(report.count(Finding.FOREIGN)).isEqualTo(1);
        assertThat(report.count(Finding.MISSING)).isEqualTo(1);
        assertThat(report.count(Finding.FORMER_TOPIC)).isZero();
    }

    @Test
    void aDeadLabelBeyondTheEndOfTheLabelsIsOfAFormerTopic() {
        var place = run.deadLetterPlace(topics.labels());
        var touched = run.topics.with(place, list -> {
            var letter = list.get(run.letterIndex(place, topics.labels()));
            var next = list.get(list.size() - 1).offset() + 1;
            var former = at(letter, next, letter.value());
            var origin = DeadLetterHeaders.read(letter.headers());
            DeadLetterHeaders.write(
                    new DeadLetterHeaders(origin.topic(), origin.partition(), 5_000, origin.stage(), origin.reason()),
                    former.headers());
            list.add(former);
            return list;
        });

        var report = run.verify(touched);

        assertThat(report.found()).containsOnlyKeys(Finding.FORMER_TOPIC).containsEntry(Finding.FORMER_TOPIC, 1L);
        assertThat(report.problems().toString()).contains(topics.labels().name(), "is younger than its dead letters");
    }

    @Test
    void aVersionThatWasDeployedAndIsGoneTellsThatModelsIsYounger() {
        var report = run.verify(run.topics, without(run.first), run.settings());

        assertThat(report.found()).containsOnlyKeys(Finding.FORMER_TOPIC).containsEntry(Finding.FORMER_TOPIC, 100L);
        assertThat(report.problems().toString())
                .contains("put mlp@1 (sha256 ", "models does not have it: the topic is younger than its answers");
        assertThat(report.rescored()).isEqualTo(2 * 250 - 100);
        assertThat(run.verify(run.topics, without(run.first), run.accepting()).ok())
                .isTrue();
    }

    @Test
    void aProcessorWhoseClockIsSlowIsNotedWithTheSeconds() {
        var report = run.verify(slow(Duration.ofSeconds(60)));

        assertThat(report.found()).isEmpty();
        assertThat(report.clocks()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
        assertThat(report.notes()).anyMatch(note -> note.matches("clocks: .* predictions were scored before .*"));
    }

    @Test
    void clocksThatDifferByLessThanTheNetworkSetsThemAreNotNoted() {
        assertThat(run.verify(run.topics).notes()).isEmpty();
        assertThat(run.verify(run.topics).clocks()).isZero();
    }

    @Test
    void aVersionThatServedBeforeItsTurnIsFoundByTheOrderOfAnswers() {
        var report = run.verify(run.changed(predictions, 0, prediction -> {
            prediction.put("deploymentSequence", 3L);
            prediction.getScores().get(0).put("model", run.second);
        }));

        assertThat(report.count(Finding.DISORDERED)).isPositive();
        assertThat(report.problems().toString()).contains("is by deployment 2, after one by deployment 3");
    }

    private static RecordedTopics slow(Duration behind) {
        var touched = run.topics;
        for (var partition : run.topics.partitions(topics.predictions().name()).keySet()) {
            touched = touched.with(new TopicPartition(topics.predictions().name(), partition), list -> {
                list.replaceAll(record -> run.changed(
                        record,
                        prediction -> prediction.put(
                                "scoredAt", prediction.getScoredAt().minus(behind))));
                return list;
            });
        }
        return touched;
    }

    private static RecordedTopics recreatedImages() {
        var touched = run.topics;
        for (var partition : run.topics.partitions(topics.images().name()).keySet()) {
            touched = touched.recreated(new TopicPartition(topics.images().name(), partition), List.of());
        }
        return touched;
    }

    /** The same models but for one, as if models had been deleted and the others published again. */
    private static PublishedModels without(ModelReference gone) {
        return new PublishedModels() {
            @Override
            public List<Deployment> deployments() {
                return run.models.deployments();
            }

            @Override
            public Optional<String> missedDecision() {
                return run.models.missedDecision();
            }

            @Override
            public Set<ModelReference> retired() {
                return run.models.retired();
            }

            @Override
            public Optional<ModelManifest> find(ModelReference reference) {
                return reference.equals(gone) ? Optional.empty() : run.models.find(reference);
            }

            @Override
            public Classifier load(ModelManifest manifest) throws InvalidModelException {
                return run.models.load(manifest);
            }
        };
    }
}
