package io.glyphstream.cli.command;

import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.trainer.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and facts as people and programs read them. */
public final class Texts {

    /** What to do about a version that is to serve but is not on the models topic. */
    public static final String MISSING_MODELS_ADVICE =
            "Processors that serve it go on; one that starts now cannot. Publish it again from a copy"
                    + " (glyphstream models import FILE), or promote another version.";

    private Texts() {}

    /** Returns the instant as the user's clock shows it: {@code 2026-01-31 12:30:05}. */
    public static String instant(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    /** Returns {@code 97.05 %, 9,705 of 10,000 images (95 % interval 96.70 to 97.36 %)}. */
    public static String accuracy(AccuracyReport report) {
        return String.format(
                Locale.ROOT,
                "%s, %s of %s (95 %% interval %.2f to %.2f %%)%s",
                Numbers.percent(report.getAccuracy()),
                Numbers.format(report.getCorrect()),
                Numbers.count(report.getSeen(), "image"),
                100 * report.getLower(),
                100 * report.getUpper(),
                report.getUnlabelled() == 0 ? "" : ", " + Numbers.format(report.getUnlabelled()) + " without a label");
    }

    /** Returns one line that tells what became of a wish to change who serves. */
    public static String sentence(DeploymentDecision decision) {
        return decision.whyUnchanged().map(why -> "unchanged: " + why).orElseGet(() -> sentence(decision.deployment()));
    }

    /** Returns one line that tells a deployment. */
    public static String sentence(Deployment deployment) {
        var champion = deployment.getChampion();
        var challengers =
                deployment.getChallengers().stream().map(References::text).toList();
        return "#" + deployment.getSequence() + " " + instant(deployment.getDecidedAt()) + " "
                + Choice.text(deployment.getAction()) + " " + References.text(deployment.getSubject()) + " by "
                + deployment.getActor() + " (" + deployment.getReason() + "); champion "
                + (champion == null ? "none" : References.text(champion))
                + (challengers.isEmpty() ? "" : ", challenged by " + String.join(", ", challengers));
    }

    /** Returns {@code [ 3.2 s] what}. */
    public static String event(Duration since, String what) {
        return String.format(Locale.ROOT, "[%5.1f s] %s", since.toMillis() / 1000.0, what);
    }

    /** Returns how far a training is: {@code epoch 3/20, loss 0.1234, accuracy 97.1 %, 12 s left}. */
    public static String remark(TrainingProgress progress) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d, loss %.4f, accuracy %.1f %%, %d s left",
                progress.epoch(),
                progress.epochs(),
                progress.loss(),
                100 * progress.accuracy(),
                progress.left().toSeconds());
    }
}
