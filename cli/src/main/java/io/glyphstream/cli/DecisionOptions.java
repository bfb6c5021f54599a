package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentDecision;
import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.registry.Rollout;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every decision about who serves has in common: by whom, why, and where it is recorded. */
final class DecisionOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it goes on the log of deployments.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--actor", paramLabel = "NAME", description = "Who decides. Without it, your user name.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--wait", description = "Return when all running processors serve it, and say who does not.")
    private boolean isWaiting;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "With --wait, wait so long at most. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Makes the decision and tells what came of it. */
    int decide(Surroundings surroundings, Decision decision) {
        if (timeout < 1) {
            throw Usage.mistake("--timeout must be at least 1 s but was " + timeout);
        }
        var cluster = kafka.reachableCluster();
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            var signature = new Signature(actor.orElse(surroundings.user()), reason.orElse("by hand"));
            return tell(surroundings, decision.decide(log, catalog, signature)).value();
        }
    }

    private ExitCode tell(Surroundings surroundings, DeploymentDecision decision) {
        if (!output.isJson()) {
            print(surroundings, decision);
        }
        var wait = new RolloutWait(surroundings, kafka, Duration.ofSeconds(timeout));
        var rollout = isWaiting ? Optional.of(wait.await(decision.deployment())) : Optional.<Rollout>empty();
        if (output.isJson()) {
            var facts = Facts.of(decision.deployment());
            facts.put("recorded", decision instanceof DeploymentDecision.Recorded);
            rollout.ifPresent(reached -> facts.put("rollout", RolloutWait.facts(reached)));
            surroundings.out().println(Json.line(facts));
        }
        rollout.map(RolloutWait::sentence).ifPresent(surroundings.err()::println);
        return rollout.map(RolloutWait::isComplete).orElse(true) ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Surroundings surroundings, DeploymentDecision decision) {
        var deployment = decision.deployment();
        if (decision instanceof DeploymentDecision.Unchanged unchanged) {
            surroundings.out().println("unchanged: " + unchanged.why());
            return;
        }
        surroundings.out().println(Texts.sentence(deployment));
    }

    /** Who decides, and why. */
    record Signature(String actor, String reason) {}

    /** One way to change who serves. */
    @FunctionalInterface
    interface Decision {
        DeploymentDecision decide(DeploymentLog log, ModelCatalog catalog, Signature signature);
    }
}
