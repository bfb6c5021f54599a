package io.glyphstream.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.PredictionHeaders;
import io.glyphstream.verifier.report.Finding;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Compares what a prediction says of its image, and of itself, with the image. */
final class AnswerComparison {
    private final PredictionHeaders predictionHeaders = new PredictionHeaders();
    private final Findings findings;

    AnswerComparison(Findings findings) {
        this.findings = findings;
    }

    /** Returns whether a prediction answers this very image, and not another that lay at its offset. */
    static boolean isOf(ConsumerRecord<byte[], byte[]> input, Image image, Prediction answer) {
        return image.getId().equals(answer.getImageId())
                && image.getCapturedAt().equals(answer.getCapturedAt())
                && Arrays.equals(input.key(), answer.getImageId().getBytes(UTF_8));
    }

    void compare(
            ConsumerRecord<byte[], byte[]> input, Image fed, ConsumerRecord<byte[], byte[]> record, Prediction answer) {
        var place = Places.of(record);
        if (!Arrays.equals(input.key(), record.key()) || !fed.getId().equals(answer.getImageId())) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " names image '" + answer.getImageId() + "', but " + Places.of(input) + " is '"
                            + fed.getId() + "'");
        } else if (!fed.getCapturedAt().equals(answer.getCapturedAt())) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " answers an image of " + answer.getCapturedAt() + ", but " + Places.of(input)
                            + " is of " + fed.getCapturedAt());
        }
        if (!Objects.equals(fed.getLabel(), answer.getTruth())) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " says the truth is " + answer.getTruth() + ", but " + Places.of(input) + " says "
                            + fed.getLabel());
        }
        compareWithItself(record, answer);
    }

    private void compareWithItself(ConsumerRecord<byte[], byte[]> record, Prediction answer) {
        var place = Places.of(record);
        if (answer.getScores().isEmpty()) {
            findings.add(Finding.CONTRADICTION, () -> place + " has no score");
            return;
        }
        var first = answer.getScores().get(0);
        if (first.getLabel() != answer.getAnswer()
                || Float.compare(first.getConfidence(), answer.getConfidence()) != 0) {
            findings.add(
                    Finding.CONTRADICTION,
                    () -> place + " answers " + answer.getAnswer() + " (" + answer.getConfidence()
                            + "), but its champion says " + first.getLabel() + " (" + first.getConfidence() + ")");
        }
        var expected = new RecordHeaders();
        predictionHeaders.write(answer, expected);
        for (var header : expected) {
            if (!Arrays.equals(header.value(), value(record.headers(), header.key()))) {
                findings.add(
                        Finding.CONTRADICTION,
                        () -> place + ": header " + header.key() + " should be " + new String(header.value(), UTF_8));
            }
        }
    }

    private static byte @Nullable [] value(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
