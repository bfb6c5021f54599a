package io.glyphstream.processor;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.PredictionHeaders;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Gives every record of the images topic its outcome: from the book of the poll that brought it, or by itself. */
final class Classify implements FixedKeyProcessor<byte[], byte[], Outcome> {
    /** What an answer carries on from its image: the context of a distributed trace, as W3C names it. */
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate", "baggage");

    private final Classification classification;
    private final PollBook book;
    private final ProcessorMetrics metrics;
    private @Nullable FixedKeyProcessorContext<byte[], Outcome> context;
    private long newestDeployment;

    Classify(Classification classification, PollBook book, ProcessorMetrics metrics) {
        this.classification = classification;
        this.book = book;
        this.metrics = metrics;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Outcome> newContext) {
        context = newContext;
        newestDeployment = 0;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> image) {
        var here = Objects.requireNonNull(context);
        var place = here.recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("an image must come from a topic, not from a punctuation"));
        var original =
                new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), image.key(), image.value());
        var outcome = outcome(original);
        metrics.decided(outcome);
        here.forward(image.withValue(outcome).withHeaders(headers(outcome, image.headers(), place)));
    }

    @Override
    public void close() {
        if (context != null) {
            book.forget(context.taskId().partition());
        }
    }

    private Outcome outcome(ConsumerRecord<byte[], byte[]> original) {
        var booked = book.take(original);
        if (booked != null && !outdated(booked)) {
            return booked;
        }
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

    private static Headers headers(Outcome outcome, Headers original, RecordMetadata place) {
        var headers = new RecordHeaders();
        if (outcome instanceof Outcome.Answer answer) {
            for (var name : TRACE_HEADERS) {
                original.headers(name).forEach(headers::add);
            }
            PredictionHeaders.write(answer.prediction(), headers);
            return headers;
        }
        original.forEach(headers::add);
        var reason = ((Outcome.Refusal) outcome).reason();
        DeadLetterHeaders.write(
                new DeadLetterHeaders(
                        place.topic(), place.partition(), place.offset(), ClassificationTopology.CLASSIFY, reason),
                headers);
        return headers;
    }
}
