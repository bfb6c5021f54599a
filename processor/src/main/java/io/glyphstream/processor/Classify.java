package io.glyphstream.processor;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.PredictionHeaders;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/*
 * Every image comes through here, and every step between two processors copies the record and its headers. So the outcome goes
 * straight to where it belongs, by the names of the steps that follow.
 */
/**
 * Gives every record of the images topic its outcome: from the book of the poll that brought it, or by itself. An answer is
 * written to the predictions and tallied; a refused record becomes a dead letter.
 */
final class Classify implements Processor<byte[], byte[], byte[], Object> {
    /** What an answer carries on from its image: the context of a distributed trace, as W3C names it. */
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate", "baggage");

    private final Classification classification;
    private final PollBook book;
    private final ProcessorMetrics metrics;
    private final PredictionHeaders predictionHeaders = new PredictionHeaders();
    private @Nullable ProcessorContext<byte[], Object> context;
    private long newestDeployment;

    Classify(Classification classification, PollBook book, ProcessorMetrics metrics) {
        this.classification = classification;
        this.book = book;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> newContext) {
        context = newContext;
        newestDeployment = 0;
    }

    @Override
    public void process(Record<byte[], byte[]> image) {
        var here = Objects.requireNonNull(context);
        var place = here.recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("an image must come from a topic, not from a punctuation"));
        var outcome = outcome(image, place);
        metrics.decided(outcome);
        if (outcome instanceof Outcome.Answer answer) {
            var prediction = answer.prediction();
            here.forward(
                    new Record<>(image.key(), prediction, image.timestamp(), headers(answer, image.headers())),
                    ClassificationTopology.WRITE_PREDICTIONS);
            here.forward(
                    new Record<>(image.key(), new TallyInput.Answered(prediction), image.timestamp()),
                    ClassificationTopology.ANSWERS_AND_LABELS);
            return;
        }
        var reason = ((Outcome.Refusal) outcome).reason();
        here.forward(
                image.withHeaders(headers(reason, image.headers(), place)), ClassificationTopology.WRITE_DEAD_LETTERS);
    }

    @Override
    public void close() {
        if (context != null) {
            book.forget(context.taskId().partition());
        }
    }

    private Outcome outcome(Record<byte[], byte[]> image, RecordMetadata place) {
        var booked = book.take(place.partition(), place.offset(), image.key(), image.value());
        if (booked != null && !outdated(booked)) {
            return booked;
        }
        var original =
                new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), image.key(), image.value());
        var outcome = classification.outcomes(List.of(original)).get(0);
        outdated(outcome);
        return outcome;
    }

    /* A slice of a poll may hold records of several partitions. One that was scored for the sake of another partition may be
    older than what this partition had from a later slice: versions must not go back within a partition. */
    private boolean outdated(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answer answer)) {
            return false;
        }
        var deployment = answer.prediction().getDeploymentSequence();
        if (deployment < newestDeployment) {
            return true;
        }
        newestDeployment = deployment;
        return false;
    }

    private Headers headers(Outcome.Answer answer, Headers original) {
        var headers = new RecordHeaders();
        for (var header : original) {
            if (TRACE_HEADERS.contains(header.key())) {
                headers.add(header);
            }
        }
        predictionHeaders.write(answer.prediction(), headers);
        return headers;
    }

    private static Headers headers(String reason, Headers original, RecordMetadata place) {
        var headers = new RecordHeaders();
        original.forEach(headers::add);
        DeadLetterHeaders.write(
                new DeadLetterHeaders(
                        place.topic(), place.partition(), place.offset(), ClassificationTopology.CLASSIFY, reason),
                headers);
        return headers;
    }
}
