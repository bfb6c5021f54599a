package io.glyphstream.processor.scoring;

import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of answers: the answer in plain text, whether it may be given again, and what an answer carries on from its
 * image. Not thread-safe.
 */
public final class AnswerHeaders {
    /** The context of a distributed trace, as W3C names it. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

    /** W3C asks to pass on 8,192 bytes of baggage; the other two take a few hundred. What is more stays behind. */
    private static final int MOST_TRACE_BYTES = 16_384;

    private final PredictionHeaders plainText = new PredictionHeaders();
    private final Guarantee guarantee;

    public AnswerHeaders(Guarantee guarantee) {
        this.guarantee = guarantee;
    }

    /**
     * Returns the headers of an answer.
     *
     * @param names what the champion's classes are called
     * @param original the headers of the image
     */
    public Headers of(Prediction prediction, ClassNames names, Headers original) {
        var headers = new RecordHeaders();
        var left = MOST_TRACE_BYTES;
        for (var header : original) {
            if (TRACE.contains(header.key())) {
                var size = size(header);
                if (size <= left) {
                    left -= size;
                    headers.add(header);
                }
            }
        }
        plainText.write(prediction, names, headers);
        if (guarantee == Guarantee.AT_LEAST_ONCE) {
            PredictionHeaders.addAtLeastOnce(headers);
        }
        return headers;
    }

    private static int size(Header header) {
        return header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
}
