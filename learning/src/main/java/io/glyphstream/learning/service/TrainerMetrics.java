package io.glyphstream.learning.service;

import io.glyphstream.http.Exposition;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of a trainer service, as series of Prometheus. Thread-safe. */
final class TrainerMetrics {

    private final Exposition exposition;
    private final TrainerHealth health;
    private final Counter trainings;
    private final Counter alarms;
    private volatile @Nullable Window window;
    private volatile @Nullable Duration lasted;

    /** What finds drift. */
    enum Detector {
        /** ADWIN, in the mistakes. */
        MISTAKES,
        /** Kolmogorov-Smirnov tests, in the outputs. */
        OUTPUTS
    }

    private record Window(int images, long bytes) {}

    /** Adds the series. */
    TrainerMetrics(Exposition exposition, TrainerHealth health) {
        this.exposition = exposition;
        this.health = health;
        exposition.addVirtualMachine();
        trainings = exposition.counter(
                "glyphstream_trainer_trainings_total",
                "Trainings by what became of them; one that is rolled back was promoted before.",
                "outcome");
        for (var result : TrainingResult.values()) {
            trainings.initLabelValues(text(result));
        }
        alarms = exposition.counter("glyphstream_trainer_drift_alarms_total", "Alarms of drift.", "detector");
        for (var detector : Detector.values()) {
            alarms.initLabelValues(text(detector));
        }
        addState();
        addDrift();
        addLastTraining();
    }

    private void addState() {
        exposition.gauge(
                "glyphstream_trainer_ready",
                "1 while it is at work or stands by, as /readyz says; otherwise 0.",
                () -> health.health().isReady() ? 1 : 0);
        exposition.gauge(
                "glyphstream_trainer_leader",
                "1 while it is at work, 0 while another one is or none.",
                () -> health.report().isPresent() ? 1 : 0);
        reported(
                "glyphstream_trainer_collected_labels", "Labels since the last training.", TrainerReport::getCollected);
        reported(
                "glyphstream_trainer_needed_labels",
                "Labels since the last training that start the next one.",
                TrainerReport::getNeeded);
        exposition.gauges(
                "glyphstream_trainer_lag_records",
                "Records that wait to be read, of each topic that it follows.",
                gauges -> health.lags().forEach((topic, records) -> gauges.call(records, topic)),
                "topic");
    }

    private void addDrift() {
        ofChampion(
                "glyphstream_trainer_mistakes_ratio",
                "Share of wrong answers of the champion in the window of ADWIN.",
                report -> report.getDrift().getErrorRate());
        ofChampion(
                "glyphstream_trainer_outputs_p_value",
                "Smallest p-value of the last test of the champion's outputs, corrected for their number; 1 before the first.",
                report -> report.getDrift().getShift());
    }

    private void addLastTraining() {
        exposition.gauges(
                "glyphstream_trainer_window_images",
                "Labeled images of the last training, with those that are held out.",
                gauges -> Optional.ofNullable(window).ifPresent(last -> gauges.call(last.images())));
        exposition.gauges(
                "glyphstream_trainer_window_bytes",
                "Pixels of these images.",
                gauges -> Optional.ofNullable(window).ifPresent(last -> gauges.call((double) last.bytes())));
        exposition.gauges(
                "glyphstream_trainer_last_training_seconds",
                "How long the last training took, from its cause to its outcome.",
                gauges -> Optional.ofNullable(lasted).ifPresent(last -> gauges.call(last.toNanos() / 1e9)));
    }

    /** Adds a gauge that is missing while this one is not at work. */
    private void reported(String name, String help, ToDoubleFunction<TrainerReport> value) {
        exposition.gauges(
                name, help, gauges -> health.report().ifPresent(report -> gauges.call(value.applyAsDouble(report))));
    }

    /** Adds a gauge that is missing while no answer of a champion was seen. */
    private void ofChampion(String name, String help, ToDoubleFunction<TrainerReport> value) {
        exposition.gauges(
                name, help, gauges -> health.report().ifPresent(report -> ofChampion(gauges, report, value)), "model");
    }

    private static void ofChampion(
            GaugeWithCallback.Callback gauges, TrainerReport report, ToDoubleFunction<TrainerReport> value) {
        Optional.ofNullable(report.getDrift().getModel())
                .ifPresent(champion -> gauges.call(value.applyAsDouble(report), References.text(champion)));
    }

    /** Notes the images that a training is done with. */
    void trainsOn(LogWindow images) {
        window = new Window(
                images.size(), (long) images.size() * images.shape().input().values());
    }

    /** Counts a training, or that what it promoted was rolled back. */
    void ended(TrainingResult result) {
        trainings.labelValues(text(result)).inc();
    }

    /** Notes how long a training took. */
    void lasted(Duration time) {
        lasted = time;
    }

    /** Counts an alarm. */
    void alarm(Detector detector) {
        alarms.labelValues(text(detector)).inc();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
