package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ProcessorRegister;
import io.glyphstream.registry.Rollout;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ProcessorReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits until all processors serve a deployment, and says who does not. */
final class RolloutWait {

    private static final long PAUSE_MILLIS = 50;

    private final Surroundings surroundings;
    private final KafkaOptions kafka;
    private final Duration limit;

    RolloutWait(Surroundings surroundings, KafkaOptions kafka, Duration limit) {
        this.surroundings = surroundings;
        this.kafka = kafka;
        this.limit = limit;
    }

    /** Returns how far the deployment came within the limit. */
    Rollout await(Deployment deployment) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var register = new ProcessorRegister(kafka.cluster(), kafka.topics(), surroundings.clock());
                var log = new DeploymentLog(kafka.cluster(), kafka.topics(), surroundings.clock())) {
            while (true) {
                var reports = register.reports();
                var rollout = Rollout.of(deployment, newest(log), reports);
                if (rollout.isSettled() || System.nanoTime() - deadline > 0) {
                    return rollout;
                }
                if (surroundings.interruption().await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return rollout;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "waiting was interrupted", "");
        }
    }

    private static long newest(DeploymentLog log) {
        return log.current().map(Deployment::getSequence).orElse(0L);
    }

    static boolean isComplete(Rollout rollout) {
        return rollout.waiting().isEmpty() && rollout.refusing().isEmpty();
    }

    /** Returns {@code 2 of 3 processors serve it}, and a line for each that does not. */
    static List<String> lines(Rollout rollout) {
        int serving = rollout.serving().size();
        int all = serving + rollout.waiting().size() + rollout.refusing().size();
        if (all == 0) {
            return List.of("No processor is running, so there is none to wait for.");
        }
        var lines = new ArrayList<String>();
        lines.add(heading(serving, all));
        for (var report : rollout.waiting()) {
            lines.add("waiting for " + name(report) + ": " + StatusCommand.status(report));
        }
        for (var report : rollout.refusing()) {
            var refusal = Rollout.refusal(report, rollout.deployment()).orElseThrow();
            lines.add(name(report) + " refuses " + Names.of(refusal.getModel()) + ": " + refusal.getReason());
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

    static Map<String, @Nullable Object> facts(Rollout rollout) {
        return Texts.facts(
                "complete",
                isComplete(rollout),
                "serving",
                names(rollout.serving()),
                "waiting",
                names(rollout.waiting()),
                "refusing",
                rollout.refusing().stream()
                        .collect(Collectors.toMap(
                                RolloutWait::name,
                                report -> Rollout.refusal(report, rollout.deployment())
                                        .orElseThrow()
                                        .getReason())));
    }

    private static List<String> names(List<ProcessorReport> reports) {
        return reports.stream().map(RolloutWait::name).toList();
    }

    private static String name(ProcessorReport report) {
        return report.getApplicationId() + "/" + report.getInstance();
    }
}
