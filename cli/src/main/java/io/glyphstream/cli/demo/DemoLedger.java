package io.glyphstream.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the topics say of a demo: every input, every answer to it, and what became of the models. Thread-safe. */
final class DemoLedger {

    private static final int PICTURES_KEPT = 4_096;
    private static final int ANSWERS_KEPT = 8;

    private final Topics topics;
    private final Consumer<Prediction> listener;

    @GuardedBy("this")
    private final Map<Integer, BitSet> inputs = new TreeMap<>();

    @GuardedBy("this")
    private final Map<Integer, BitSet> answered = new TreeMap<>();

    @GuardedBy("this")
    private final Map<ModelReference, Tally> tallies = new TreeMap<>();

    @GuardedBy("this")
    private final Map<ModelReference, AccuracyReport> reports = new TreeMap<>();

    @GuardedBy("this")
    private final List<Champion> champions = new ArrayList<>();

    /** In milliseconds, exact up to two seconds, and to three digits beyond. */
    @GuardedBy("this")
    private final Histogram latencies = new Histogram(3);

    @GuardedBy("this")
    private final Deque<Answer> newest = new ArrayDeque<>();

    @GuardedBy("this")
    private final Deque<Answer> mistakes = new ArrayDeque<>();

    @GuardedBy("this")
    private final Map<Place, GrayImage> pictures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, GrayImage> eldest) {
            return size() > PICTURES_KEPT;
        }
    };

    @GuardedBy("this")
    private long images;

    @GuardedBy("this")
    private long predictions;

    @GuardedBy("this")
    private long deadLetters;

    @GuardedBy("this")
    private long duplicates;

    @GuardedBy("this")
    private @Nullable Instant firstCaptured;

    @GuardedBy("this")
    private @Nullable Instant firstArrival;

    @GuardedBy("this")
    private @Nullable Instant lastArrival;

    DemoLedger(Topics topics) {
        this(topics, prediction -> {});
    }

    /** @param listener is told every prediction, in the order of arrival */
    DemoLedger(Topics topics, Consumer<Prediction> listener) {
        this.topics = topics;
        this.listener = listener;
    }

    /** Returns the topics that this is about. */
    List<String> topicNames() {
        return List.of(
                topics.images().name(),
                topics.predictions().name(),
                topics.deadLetters().name(),
                topics.accuracy().name());
    }

    /** Enters a record of any of those topics that has just arrived. */
    synchronized void enter(ConsumerRecord<byte[], byte[]> message, Instant arrival) {
        String topic = message.topic();
        if (topic.equals(topics.images().name())) {
            enterImage(message);
        }
        if (topic.equals(topics.predictions().name())) {
            enterPrediction(topics.predictions().decode(message.value()), arrival);
        }
        if (topic.equals(topics.deadLetters().name())) {
            enterDeadLetter(DeadLetterHeaders.read(message.headers()), arrival);
        }
        if (topic.equals(topics.accuracy().name()) && message.value() != null) {
            var report = topics.accuracy().decode(message.value());
            if (report.getWindowStart() == null) {
                reports.put(report.getModel(), report);
            }
        }
        notifyAll();
    }

    /** Waits until things stand as wished, or nothing more has come for so long, and returns how they stand then. */
    synchronized DemoState await(Predicate<DemoState> wished, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        DemoState state = state();
        while (!wished.test(state) && System.nanoTime() < deadline) {
            wait(100);
            DemoState now = state();
            if (now.predictions() + now.deadLetters() > state.predictions() + state.deadLetters()) {
                deadline = System.nanoTime() + patience.toNanos();
            }
            state = now;
        }
        return state;
    }

    /** Returns how things stand. */
    synchronized DemoState state() {
        return new DemoState(
                images,
                predictions,
                deadLetters,
                missing(),
                duplicates,
                List.copyOf(champions),
                Map.copyOf(tallies),
                List.copyOf(reports.values()),
                new DemoState.Latency(latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99)),
                Optional.ofNullable(firstCaptured),
                Optional.ofNullable(firstArrival),
                Optional.ofNullable(lastArrival),
                new DemoState.Shown(List.copyOf(newest), List.copyOf(mistakes)));
    }

    @GuardedBy("this")
    private void enterImage(ConsumerRecord<byte[], byte[]> message) {
        images++;
        inputs.computeIfAbsent(message.partition(), partition -> new BitSet()).set((int) message.offset());
        try {
            Image image = topics.images().decode(message.value());
            Images.validate(image);
            if (image.getChannels() != Images.GRAY) {
                return;
            }
            pictures.put(
                    new Place(message.partition(), message.offset()),
                    new GrayImage(image.getRows(), image.getColumns(), Images.pixels(image)));
        } catch (UndecodableRecordException junk) {
            // Somebody else's: it counts as an input, and a dead letter is its answer.
            return;
        }
    }

    @GuardedBy("this")
    private void enterPrediction(Prediction prediction, Instant arrival) {
        predictions++;
        answer(prediction.getInputPartition(), prediction.getInputOffset(), arrival);
        latencies.recordValue(Math.max(
                0, Duration.between(prediction.getCapturedAt(), arrival).toMillis()));
        if (firstCaptured == null || prediction.getCapturedAt().isBefore(firstCaptured)) {
            firstCaptured = prediction.getCapturedAt();
        }
        for (Score score : prediction.getScores()) {
            tallies.merge(score.getModel(), Tally.of(score, prediction.getTruth()), Tally::plus);
        }
        ModelReference champion = prediction.getScores().get(0).getModel();
        champions.stream()
                .filter(known -> known.deployment() == prediction.getDeploymentSequence())
                .findFirst()
                .ifPresentOrElse(
                        known -> {}, () -> champions.add(new Champion(prediction.getDeploymentSequence(), champion)));
        keep(prediction, champion);
        listener.accept(prediction);
    }

    @GuardedBy("this")
    private void keep(Prediction prediction, ModelReference champion) {
        var place = new Place(prediction.getInputPartition(), prediction.getInputOffset());
        var shown = new Answer(
                prediction.getImageId(),
                Optional.ofNullable(pictures.get(place)),
                prediction.getAnswer(),
                Optional.ofNullable(prediction.getTruth()),
                References.text(champion));
        keep(shown, newest);
        if (shown.isWrong()) {
            keep(shown, mistakes);
        }
    }

    private static void keep(Answer answer, Deque<Answer> answers) {
        answers.addFirst(answer);
        if (answers.size() > ANSWERS_KEPT) {
            answers.removeLast();
        }
    }

    /** Offsets of labels are none of images, and labels are not counted here. */
    @GuardedBy("this")
    private void enterDeadLetter(DeadLetterHeaders letter, Instant arrival) {
        if (!letter.topic().equals(topics.images().name())) {
            return;
        }
        deadLetters++;
        answer(letter.partition(), letter.offset(), arrival);
    }

    @GuardedBy("this")
    private void answer(int partition, long offset, Instant arrival) {
        lastArrival = arrival;
        if (firstArrival == null) {
            firstArrival = arrival;
        }
        BitSet known = answered.computeIfAbsent(partition, any -> new BitSet());
        if (known.get((int) offset)) {
            duplicates++;
        }
        known.set((int) offset);
    }

    @GuardedBy("this")
    private long missing() {
        long missing = 0;
        for (var input : inputs.entrySet()) {
            var unanswered = (BitSet) input.getValue().clone();
            unanswered.andNot(answered.getOrDefault(input.getKey(), new BitSet()));
            missing += unanswered.cardinality();
        }
        return missing;
    }

    /** Where an image lies. */
    private record Place(int partition, long offset) {}

    /** The champion under a deployment, as the first answer says. */
    record Champion(long deployment, ModelReference model) {}

    /** An answer to be shown. */
    record Answer(String imageId, Optional<GrayImage> picture, int label, Optional<Integer> truth, String model) {

        boolean isWrong() {
            return truth.isPresent() && truth.get() != label;
        }
    }

    /** How often a version was right, counted from the predictions themselves. */
    record Tally(long seen, long correct, long unlabelled) {

        static Tally of(Score score, @Nullable Integer truth) {
            return truth == null ? new Tally(0, 0, 1) : new Tally(1, truth == score.getLabel() ? 1 : 0, 0);
        }

        Tally plus(Tally other) {
            return new Tally(seen + other.seen, correct + other.correct, unlabelled + other.unlabelled);
        }
    }
}
