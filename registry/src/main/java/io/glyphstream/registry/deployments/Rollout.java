package io.glyphstream.registry.deployments;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RejectedModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a deployment has come, by the processors' own reports.
 *
 * @param deployment the deployment
 * @param serving the processors that serve it, or a later one
 * @param waiting those that do not yet
 * @param refusing those that found one of its versions unfit, and will not serve it
 */
public record Rollout(
        Deployment deployment,
        List<ProcessorReport> serving,
        List<ProcessorReport> waiting,
        List<ProcessorReport> refusing) {
    public Rollout {
        Objects.requireNonNull(deployment, "deployment");
        serving = List.copyOf(serving);
        waiting = List.copyOf(waiting);
        refusing = List.copyOf(refusing);
    }

    /**
     * Returns how far the deployment has come where these are all processors; failed ones serve nothing and are left out.
     *
     * @param newest the newest sequence number on the log, read after the reports: who serves a later one serves a log that
     *     was replaced, and is waited for
     */
    public static Rollout of(Deployment deployment, long newest, List<ProcessorReport> reports) {
        var serving = new ArrayList<ProcessorReport>();
        var waiting = new ArrayList<ProcessorReport>();
        var refusing = new ArrayList<ProcessorReport>();
        for (var report : reports) {
            if (report.getState() == ProcessorState.FAILED) {
                continue;
            }
            if (serves(report, deployment, newest)) {
                serving.add(report);
                continue;
            }
            (refusal(report, deployment).isPresent() ? refusing : waiting).add(report);
        }
        return new Rollout(deployment, serving, waiting, refusing);
    }

    /** Returns whether nothing more will change: all processors serve the deployment or refuse it. */
    public boolean isSettled() {
        return waiting.isEmpty();
    }

    /** Returns why a processor does not serve a deployment, or nothing when it has found no fault with it. */
    public static Optional<RejectedModel> refusal(ProcessorReport report, Deployment deployment) {
        var asked = new LinkedHashSet<ModelReference>(deployment.getChallengers());
        if (deployment.getChampion() != null) {
            asked.add(deployment.getChampion());
        }
        return report.getRejected().stream()
                .filter(rejected -> asked.contains(rejected.getModel()))
                .findFirst();
    }

    /** A deployment whose challenger was refused is in force without it, and so is not served as it was asked for. */
    private static boolean serves(ProcessorReport report, Deployment deployment, long newest) {
        if (report.getDeployment() != deployment.getSequence()) {
            return report.getDeployment() > deployment.getSequence() && report.getDeployment() <= newest;
        }
        return Objects.equals(report.getChampion(), deployment.getChampion())
                && report.getChallengers().equals(deployment.getChallengers());
    }
}
