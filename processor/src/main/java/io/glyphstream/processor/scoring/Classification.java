package io.glyphstream.processor.scoring;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.Scores;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.metrics.RefusalKind;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.registry.following.ServedModel;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of records of the images topic, many at a time.
 *
 * <p>An answer is a function of the image and the models alone, so it does not matter in which company a record comes. Thread-safe.
 */
public final class Classification implements Decisions {
    private final Topic<Image> images;
    private final Topic<Prediction> predictions;
    private final Supplier<ModelSet<Classifier>> models;
    private final Clock clock;
    private final ProcessorMetrics metrics;
    private final ThreadLocal<AnswerHeaders> headers;

    /** Answers that are given exactly once. */
    public Classification(Topics topics, Supplier<ModelSet<Classifier>> models, Clock clock, ProcessorMetrics metrics) {
        this(topics, models, clock, metrics, Guarantee.EXACTLY_ONCE);
    }

    /** Answers that say what is promised of them. */
    public Classification(
            Topics topics,
            Supplier<ModelSet<Classifier>> models,
            Clock clock,
            ProcessorMetrics metrics,
            Guarantee guarantee) {
        headers = ThreadLocal.withInitial(() -> new AnswerHeaders(guarantee));
        this.images = topics.images();
        this.predictions = topics.predictions();
        this.models = models;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Decision newest() {
        var set = models.get();
        return records -> outcomes(set, records);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    private List<Outcome> outcomes(ModelSet<Classifier> set, List<ConsumerRecord<byte[], byte[]>> records) {
        var readings = new ArrayList<Reading>(records.size());
        var fitting = new ArrayList<Image>(records.size());
        for (var record : records) {
            var reading = read(record, set.champion());
            readings.add(reading);
            if (reading.image != null) {
                fitting.add(reading.image);
            }
        }
        var answers = predictions(set, fitting);
        var plain = headers.get();
        var names = set.champion().classNames();
        var outcomes = new ArrayList<Outcome>(records.size());
        var next = 0;
        for (var i = 0; i < records.size(); i++) {
            var record = records.get(i);
            if (readings.get(i).image == null) {
                outcomes.add(readings.get(i).refusal());
                continue;
            }
            var prediction = answers.prediction(next++, record);
            outcomes.add(new Outcome.Answer(
                    prediction, predictions.encode(prediction), plain.of(prediction, names, record.headers())));
        }
        return outcomes;
    }

    /** An image that the champion takes, or why there is none. */
    private record Reading(@Nullable Image image, Optional<Outcome.Refusal> refused) {
        Outcome.Refusal refusal() {
            return refused.orElseThrow();
        }
    }

    private Reading read(ConsumerRecord<byte[], byte[]> record, ServedModel<Classifier> champion) {
        try {
            var image = ImageRecords.read(images, record);
            return misfit(image, champion)
                    .map(refusal -> new Reading(null, Optional.of(refusal)))
                    .orElseGet(() -> new Reading(image, Optional.empty()));
        } catch (UndecodableRecordException e) {
            return new Reading(null, Optional.of(new Outcome.Refusal(RefusalKind.UNREADABLE, ImageRecords.reason(e))));
        }
    }

    private static Optional<Outcome.Refusal> misfit(Image image, ServedModel<Classifier> champion) {
        var model = champion.model();
        if (!model.input().matches(image.getRows(), image.getColumns(), image.getChannels())) {
            return Optional.of(new Outcome.Refusal(
                    RefusalKind.WRONG_SIZE,
                    "image of %s, but %s takes %s".formatted(ClaimedShape.of(image), name(champion), model.input())));
        }
        var label = image.getLabel();
        if (label != null && label >= model.classes()) {
            return Optional.of(new Outcome.Refusal(
                    RefusalKind.WRONG_LABEL,
                    "label must be within [0, %d], the classes of %s, but was %d"
                            .formatted(model.classes() - 1, name(champion), label)));
        }
        return Optional.empty();
    }

    private static String name(ServedModel<Classifier> served) {
        return RecordKeys.accuracy(served.reference());
    }

    private Predictions predictions(ModelSet<Classifier> set, List<Image> fitting) {
        if (fitting.isEmpty()) {
            return new Predictions(set.deploymentSequence(), fitting, List.of(), clock.instant());
        }
        var champion = set.champion().model();
        var pixels = ImageRecords.pixels(fitting, champion.input().values());
        var columns = new ArrayList<Column>();
        columns.add(score(set.champion(), Role.CHAMPION, pixels, fitting.size()));
        for (var challenger : set.challengers()) {
            if (comparable(champion, challenger.model())) {
                columns.add(score(challenger, Role.CHALLENGER, pixels, fitting.size()));
            }
        }
        return new Predictions(set.deploymentSequence(), fitting, columns, clock.instant());
    }

    /** One that takes other images, or knows other classes, has nothing to say about this one. */
    private static boolean comparable(Classifier champion, Classifier challenger) {
        return champion.input().equals(challenger.input()) && champion.classes() == challenger.classes();
    }

    private Column score(ServedModel<Classifier> served, Role role, byte[] pixels, int count) {
        var start = System.nanoTime();
        var scores = served.model().score(pixels, count);
        metrics.scored(served.reference(), role, count, System.nanoTime() - start);
        return new Column(served.reference(), role, scores);
    }

    /** What one model says of all images. */
    private record Column(ModelReference model, Role role, Scores scores) {}

    private record Predictions(long deployment, List<Image> images, List<Column> columns, Instant scoredAt) {
        Prediction prediction(int index, ConsumerRecord<byte[], byte[]> record) {
            var image = images.get(index);
            var scores = new ArrayList<Score>(columns.size());
            for (var column : columns) {
                scores.add(new Score(
                        column.model,
                        column.role,
                        column.scores.label(index),
                        column.scores.confidence(index),
                        new FloatList(column.scores.outputs(index))));
            }
            var answer = scores.get(0);
            return new Prediction(
                    image.getId(),
                    record.partition(),
                    record.offset(),
                    answer.getLabel(),
                    answer.getConfidence(),
                    image.getLabel(),
                    scores,
                    deployment,
                    image.getCapturedAt(),
                    scoredAt);
        }
    }
}
