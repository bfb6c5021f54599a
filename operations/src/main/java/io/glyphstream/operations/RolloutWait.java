package io.glyphstream.operations;

import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.registry.deployments.Rollout;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until all processors serve a deployment, and says who does not. */
public final class RolloutWait {

    private static final long PAUSE_MILLIS = 50;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final Duration limit;

    /** @param limit how long to wait at most */
    public RolloutWait(KafkaCluster cluster, Topics topics, Clock clock, Duration limit) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        this.limit = limit;
    }

    /** Returns how far the deployment came within the limit, or until the signal came. */
    public Rollout await(Deployment deployment, StopSignal stop) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var register = new ProcessorRegister(cluster, topics, clock);
                var log = new DeploymentLog(cluster, topics, clock)) {
            while (true) {
                var reports = register.reports();
                var rollout = Rollout.of(deployment, newest(log), reports);
                if (rollout.isSettled() || System.nanoTime() - deadline > 0) {
                    return rollout;
                }
                if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return rollout;
                }
            }
        }
    }

    private static long newest(DeploymentLog log) {
        return log.current().map(Deployment::getSequence).orElse(0L);
    }

    /** Returns true if all processors serve it. */
    public static boolean isComplete(Rollout rollout) {
        return rollout.waiting().isEmpty() && rollout.refusing().isEmpty();
    }

    /** Returns {@code 2 of 3 processors serve it}, and a line for each that does not. */
    public static List<String> lines(Rollout rollout) {
        int serving = rollout.serving().size();
        int all = serving + rollout.waiting().size() + rollout.refusing().size();
        if (all == 0) {
            return List.of("No processor is running, so there is none to wait for.");
        }
        var lines = new ArrayList<String>();
        lines.add(heading(serving, all));
        for (var report : rollout.waiting()) {
            lines.add("waiting for " + FleetStatus.name(report) + ": " + FleetStatus.status(report));
        }
        for (var report : rollout.refusing()) {
            var refusal = Rollout.refusal(report, rollout.deployment()).orElseThrow();
            lines.add(FleetStatus.name(report) + " refuses " + References.text(refusal.getModel()) + ": "
                    + refusal.getReason());
        }
        return lines;
    }

    private static String heading(int serving, int all) {
        if (all == 1) {
            return serving == 1 ? "The one processor serves it." : "The one processor does not serve it.";
        }
        if (serving == all) {
            return "All " + all + " processors serve it.";
        }
        return serving + " of " + all + " processors " + (serving == 1 ? "serves" : "serve") + " it.";
    }
}
