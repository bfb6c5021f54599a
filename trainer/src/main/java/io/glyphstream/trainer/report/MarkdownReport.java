package io.glyphstream.trainer.report;

import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.trainer.TrainingReport;
import io.glyphstream.trainer.evaluation.ConfusionMatrix;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A training report as Markdown, for people. */
public final class MarkdownReport {

    /** Of more than so many epochs only every second, third, ... is shown. */
    private static final int MOST_EPOCHS = 100;

    private final StringBuilder text = new StringBuilder();
    private final ClassNames names;

    private MarkdownReport(ClassNames names) {
        this.names = names;
    }

    /** Returns the report as a page. */
    public static String of(TrainingReport report) {
        var page = new MarkdownReport(report.data().classNames());
        page.summary(report);
        page.trials(report.trials());
        report.history().ifPresent(page::history);
        page.classes(report.confusion());
        page.confusion(report.confusion());
        page.mistakes(report);
        page.settings(report);
        return page.text.toString();
    }

    /** Returns the accuracy with its interval: {@code 98.12 % (95 % interval 97.84 to 98.37 %)}. */
    public static String accuracy(ConfusionMatrix confusion) {
        var interval = confusion.accuracyInterval();
        return percent(confusion.accuracy()) + " (95 % interval "
                + String.format(Locale.ROOT, "%.2f", 100 * interval.lower()) + " to " + percent(interval.upper()) + ")";
    }

    private void summary(TrainingReport report) {
        var data = report.data();
        var confusion = report.confusion();
        line("# %s on %s", report.kind(), data.dataset());
        line("");
        line("**%s** of %,d held-out images: %,d right.", accuracy(confusion), data.heldOut(), confusion.correct());
        line("");
        line("| | |");
        line("|---|---|");
        line("| trained on | %,d images |", data.trainedOn());
        if (data.validatedOn() > 0) {
            line("| best epoch chosen on | %,d other images |", data.validatedOn());
        }
        report.history().flatMap(TrainingReport.TrainingHistory::best).ifPresent(best -> {
            if (Double.isFinite(best.validationAccuracy())) {
                line("| accuracy on those | %s |", percent(best.validationAccuracy()));
            }
        });
        line("| training time | %s |", seconds(report.trainingTime()));
        line("| started | %s |", report.startedAt());
        line("| seed | %d |", report.seed());
        line("| training data, SHA-256 | `%s` |", Digests.hex(data.trainingSha256()));
        line("| snapshot, SHA-256 | `%s` |", Digests.hex(report.snapshot().sha256()));
        line("| snapshot, size | %,d bytes |", report.snapshot().size());
    }

    private void trials(List<TrainingReport.TrialFacts> trials) {
        if (trials.isEmpty()) {
            return;
        }
        line("");
        line("## Choice of settings");
        line("");
        line("Each was trained on a part of the training images and measured on another.");
        line("");
        line("| images | trained on | measured on | best epoch | loss | accuracy | kept |");
        line("|---|---:|---:|---:|---:|---:|---|");
        for (var trial : trials) {
            line(
                    "| %s | %,d | %,d | %d | %s | %s | %s |",
                    trial.isDistorted() ? "distorted" : "as they are",
                    trial.trainedOn(),
                    trial.validatedOn(),
                    trial.bestEpoch(),
                    loss(trial.validationLoss()),
                    percent(trial.validationAccuracy()),
                    trial.isKept() ? "yes" : "no");
        }
    }

    private void history(TrainingReport.TrainingHistory history) {
        line("");
        line("## Epochs");
        line("");
        line(
                "Kept: epoch %d. Ended: %s.",
                history.bestEpoch(),
                history.ending().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        line("");
        line("| epoch | learning rate | training loss | training accuracy | validation loss | validation accuracy |");
        line("|---:|---:|---:|---:|---:|---:|");
        var every = 1 + history.epochs().size() / MOST_EPOCHS;
        for (var metrics : history.epochs()) {
            if (metrics.epoch() % every != 0
                    && metrics.epoch() != history.epochs().size()) {
                continue;
            }
            line(
                    "| %d | %.3g | %s | %s | %s | %s |",
                    metrics.epoch(),
                    metrics.learningRate(),
                    loss(metrics.trainingLoss()),
                    percent(metrics.trainingAccuracy()),
                    loss(metrics.validationLoss()),
                    percent(metrics.validationAccuracy()));
        }
    }

    private void classes(ConfusionMatrix confusion) {
        line("");
        line("## Classes");
        line("");
        line("| class | images | precision | recall | F1 |");
        line("|---:|---:|---:|---:|---:|");
        for (var measure : confusion.perClass()) {
            line(
                    "| %s | %,d | %s | %s | %s |",
                    name(measure.label()),
                    measure.images(),
                    percent(measure.precision()),
                    percent(measure.recall()),
                    percent(measure.f1()));
        }
    }

    private void confusion(ConfusionMatrix confusion) {
        line("");
        line("## Confusion matrix");
        line("");
        line("Rows are the truth, columns the answer.");
        line("");
        var header = new StringBuilder("| |");
        var rule = new StringBuilder("|---:|");
        for (var answer = 0; answer < confusion.classes(); answer++) {
            header.append(" **").append(name(answer)).append("** |");
            rule.append("---:|");
        }
        line("%s", header);
        line("%s", rule);
        for (var truth = 0; truth < confusion.classes(); truth++) {
            var row = new StringBuilder("| **").append(name(truth)).append("** |");
            for (var answer = 0; answer < confusion.classes(); answer++) {
                row.append(' ').append(confusion.count(truth, answer)).append(" |");
            }
            line("%s", row);
        }
    }

    private void mistakes(TrainingReport report) {
        if (report.worstMistakes().isEmpty()) {
            return;
        }
        line("");
        line("## Surest mistakes");
        line("");
        line("| held-out image | truth | answer | confidence |");
        line("|---:|---:|---:|---:|");
        for (var mistake : report.worstMistakes()) {
            line(
                    "| %d | %s | %s | %.4f |",
                    mistake.index(), name(mistake.truth()), name(mistake.answer()), mistake.confidence());
        }
    }

    private void settings(TrainingReport report) {
        line("");
        line("## Settings");
        line("");
        line("| setting | value |");
        line("|---|---|");
        report.settings().forEach((name, value) -> line("| %s | %s |", name, value));
    }

    private String name(int label) {
        return MarkdownText.of(names.text(label));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : "";
    }

    private static String loss(double loss) {
        return Double.isFinite(loss) ? String.format(Locale.ROOT, "%.4f", loss) : "";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
