package io.glyphstream.processor;

import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of answers: the answer in plain text, and what an answer carries on from its image. Not thread-safe. */
final class AnswerHeaders {
    /** The context of a distributed trace, as W3C names it. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    private final PredictionHeaders plainText = new PredictionHeaders();

    Headers of(Prediction prediction, Headers original) {
        var headers = new RecordHeaders();
        for (var header : original) {
            if (TRACE.contains(header.key())) {
                headers.add(header);
            }
        }
        plainText.write(prediction, headers);
        return headers;
    }
}
