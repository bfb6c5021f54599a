package io.glyphstream.cli;

import io.glyphstream.registry.DeploymentDecision;
import io.glyphstream.registry.DeploymentLog;
import io.glyphstream.registry.ModelCatalog;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every decision about who serves has in common: by whom, why, and where it is recorded. */
final class DecisionOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it goes on the log of deployments.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--actor", paramLabel = "NAME", description = "Who decides. Without it, your user name.")
    private Optional<String> actor = Optional.empty();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Makes the decision and tells what came of it. */
    int decide(Surroundings surroundings, Decision decision) {
        var cluster = kafka.reachableCluster();
        var topics = kafka.topics();
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, surroundings.clock())) {
            var signature = new Signature(actor.orElse(surroundings.user()), reason.orElse("by hand"));
            print(surroundings, decision.decide(log, catalog, signature));
        }
        return ExitCode.OK.value();
    }

    private void print(Surroundings surroundings, DeploymentDecision decision) {
        var deployment = decision.deployment();
        if (output.isJson()) {
            var facts = Facts.of(deployment);
            facts.put("recorded", decision instanceof DeploymentDecision.Recorded);
            surroundings.out().println(Json.line(facts));
            return;
        }
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
