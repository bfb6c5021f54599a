package io.glyphstream.processor.metrics;

import io.glyphstream.http.Exposition;
import io.glyphstream.registry.following.Lineup;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a processor counts and measures of itself; thread-safe. {@code docs/operate.md} lists it all. */
public final class ProcessorMetrics {
    /** From a millisecond to five minutes: what a stream that keeps up takes, and a backlog. */
    private static final double[] LATENCY_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300
    };

    /** A producer that gives images no time, or the wrong one, must not spoil the sum of all others. */
    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    private static final Set<RefusalKind> OF_IMAGES =
            EnumSet.of(RefusalKind.UNREADABLE, RefusalKind.WRONG_SIZE, RefusalKind.WRONG_LABEL, RefusalKind.SET_ASIDE);
    private static final Set<RefusalKind> OF_LABELS = EnumSet.complementOf(EnumSet.of(RefusalKind.WRONG_SIZE));

    private final LongAdder refusedImages = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final Counter predictions;
    private final Counter deadLetters;
    private final Counter setAside;
    private final Counter swaps;
    private final Counter rejectedModels;
    private final Counter scores;
    private final Counter labeled;
    private final Counter correct;
    private final Summary batchSizes;
    private final Summary scoring;
    private final Histogram latency;
    private volatile @Nullable Lineup serving;

    /** Adds what is counted here to these metrics. */
    public ProcessorMetrics(Exposition exposition) {
        predictions = exposition.counter("glyphstream_predictions_total", "Images answered.");
        latency = exposition.histogram(
                "glyphstream_latency_seconds", "Time from an image's capture to its answer.", LATENCY_SECONDS);
        deadLetters = exposition.counter(
                "glyphstream_dead_letters_total", "Images and labels that became dead letters.", "stage", "reason");
        OF_IMAGES.forEach(kind -> deadLetters.initLabelValues(Stages.CLASSIFY, kind.code()));
        OF_LABELS.forEach(kind -> deadLetters.initLabelValues(Stages.TALLY, kind.code()));
        setAside = exposition.counter(
                "glyphstream_records_set_aside_total", "Records made dead letters because they ended their task.");
        swaps = exposition.counter("glyphstream_swaps_total", "Changes of the models in service, the first included.");
        rejectedModels =
                exposition.counter("glyphstream_models_rejected_total", "Versions that were found unfit to serve.");
        batchSizes = exposition.summary("glyphstream_batch_images", "Images that were scored together.");
        scores = exposition.counter("glyphstream_scores_total", "Images that a model scored.", "model", "role");
        scoring = exposition.summary("glyphstream_scoring_seconds", "Time to score one batch.", "model", "role");
        labeled = exposition.counter("glyphstream_labeled_total", "Scores whose image has a label.", "model", "role");
        correct = exposition.counter(
                "glyphstream_correct_total", "Scores that agree with the label of their image.", "model", "role");
        exposition.gauges(
                "glyphstream_accuracy_ratio",
                "Share of right answers since the processor started.",
                this::accuracy,
                "model",
                "role");
        exposition.gauges(
                "glyphstream_model_serving", "1 for each model in service.", this::serving, "model", "role", "sha256");
    }

    public void answered(int images) {
        predictions.inc(images);
    }

    /** Notes how long after its capture an image was answered: at least zero, for clocks differ, and at most a day. */
    public void latency(long millis) {
        latency.observe(Math.max(0, Math.min(millis, LONGEST_MILLIS)) / 1000.0);
    }

    public void refusedImage(RefusalKind kind) {
        refusedImages.increment();
        deadLetters.labelValues(Stages.CLASSIFY, kind.code()).inc();
    }

    public void refusedLabel(RefusalKind kind) {
        deadLetters.labelValues(Stages.TALLY, kind.code()).inc();
    }

    public void setAside() {
        setAside.inc();
    }

    public void scored(ModelReference model, Role role, int images, long nanos) {
        var name = RecordKeys.accuracy(model);
        scoring.labelValues(name, text(role)).observe(nanos / 1e9);
        scores.labelValues(name, text(role)).inc(images);
        if (role == Role.CHAMPION) {
            batchSizes.observe(images);
            batches.increment();
        }
    }

    /** Counts scores that were compared with labels since the last call. */
    public void compared(ModelReference model, Role role, long withLabel, long right) {
        var name = RecordKeys.accuracy(model);
        labeled.labelValues(name, text(role)).inc(withLabel);
        correct.labelValues(name, text(role)).inc(right);
    }

    public void swapped(Lineup lineup) {
        swaps.inc();
        serving = lineup;
    }

    public void rejected() {
        rejectedModels.inc();
    }

    public ProcessorCounts counts() {
        var answered = predictions.getLongValue();
        var refused = refusedImages.sum();
        return new ProcessorCounts(
                answered + refused,
                answered,
                refused,
                swaps.getLongValue(),
                rejectedModels.getLongValue(),
                batches.sum());
    }

    private void accuracy(GaugeWithCallback.Callback gauges) {
        for (var counted : labeled.collect().getDataPoints()) {
            var model = counted.getLabels().get("model");
            var role = counted.getLabels().get("role");
            if (counted.getValue() > 0) {
                gauges.call(correct.labelValues(model, role).get() / counted.getValue(), model, role);
            }
        }
    }

    private void serving(GaugeWithCallback.Callback gauges) {
        var lineup = serving;
        if (lineup == null) {
            return;
        }
        serves(lineup.champion(), Role.CHAMPION, gauges);
        lineup.challengers().forEach(challenger -> serves(challenger, Role.CHALLENGER, gauges));
    }

    private static void serves(ModelReference model, Role role, GaugeWithCallback.Callback gauges) {
        gauges.call(1, RecordKeys.accuracy(model), text(role), Digests.hex(model.getSha256()));
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
