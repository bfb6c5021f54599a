package io.glyphstream.console.stream;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Role;
import io.glyphstream.schemas.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as a pipeline writes them. */
final class StreamRecords {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final ModelReference MLP = version("mlp", 1);

    private StreamRecords() {}

    static ModelReference version(String model, int version) {
        return new ModelReference(model, version, Digests.sha256(new byte[] {(byte) version}));
    }

    /** An answer that was given so long after the image was captured. */
    static Prediction prediction(int partition, long offset, Instant scoredAt, Duration latency) {
        return new Prediction(
                "image-" + partition + "-" + offset,
                partition,
                offset,
                1,
                0.9f,
                null,
                List.of(new Score(MLP, Role.CHAMPION, 1, 0.9f, List.of(0.1f, 0.9f))),
                1L,
                scoredAt.minus(latency),
                scoredAt);
    }

    static SeenAnswer answer(int partition, long offset, Instant scoredAt, Duration latency) {
        return new SeenAnswer(
                partition, offset, scoredAt.toEpochMilli(), prediction(partition, offset, scoredAt, latency));
    }

    static AccuracyReport total(ModelReference model, long seen, long correct) {
        return report(model, seen, correct, null);
    }

    static AccuracyReport report(ModelReference model, long seen, long correct, @Nullable Instant windowStart) {
        return new AccuracyReport(
                model,
                Role.CHAMPION,
                seen,
                correct,
                0L,
                seen == 0 ? 0 : (double) correct / seen,
                0.0,
                1.0,
                2,
                List.of(correct, seen - correct, 0L, 0L),
                windowStart,
                windowStart == null ? null : windowStart.plusSeconds(60),
                NOON);
    }
}
