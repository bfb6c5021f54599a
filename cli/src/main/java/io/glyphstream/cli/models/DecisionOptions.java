package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.command.Warnings;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.RolloutWait;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.Rollout;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.deployments.UnfitForStreamException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Rights;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every decision about who serves has in common: by whom, why, and where it is recorded. */
final class DecisionOptions {

    private static final long MOST_SECONDS = 86_400;

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
    int decide(Environment environment, Decision decision) throws InterruptedException {
        return decide(environment, CommandRights.SHADOW, StreamFitPolicy.Insistence.REFUSE, decision);
    }

    /** Makes the decision, even if images that come now would not be answered where that is insisted on. */
    int decide(Environment environment, StreamFitPolicy.Insistence insistence, Decision decision)
            throws InterruptedException {
        return decide(environment, CommandRights.PROMOTE, insistence, decision);
    }

    private int decide(
            Environment environment, CommandRights rights, StreamFitPolicy.Insistence insistence, Decision decision)
            throws InterruptedException {
        if (timeout < 1 || timeout > MOST_SECONDS) {
            throw Usage.mistake("--timeout must be within [1, " + MOST_SECONDS + "] s but was " + timeout);
        }
        var topics = kafka.topics();
        var waiting = isWaiting ? CommandRights.WAIT.of(topics, "") : Rights.none();
        var cluster = kafka.reachableCluster(rights.of(topics, "").and(waiting));
        var policy = new StreamFitPolicy(cluster, topics, environment.clock(), insistence);
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, environment.clock(), policy)) {
            var signature = new Signature(actor.orElse(environment.user()), reason.orElse("by hand"));
            var decided = decision.decide(log, catalog, signature);
            Warnings.print(environment, policy.warnings());
            return tell(environment, cluster, decided, policy.warnings()).value();
        } catch (UnfitForStreamException unfit) {
            refuse(environment, unfit, policy.warnings());
            throw unfit;
        }
    }

    /** The message itself is told as that of every failure. */
    private void refuse(Environment environment, UnfitForStreamException unfit, List<String> warnings) {
        Warnings.print(environment, warnings);
        if (output.isJson()) {
            environment
                    .out()
                    .println(Json.line(
                            JsonView.object("recorded", false, "refused", unfit.getMessage(), "warnings", warnings)));
        }
    }

    private ExitCode tell(
            Environment environment, KafkaCluster cluster, DeploymentDecision decision, List<String> warnings)
            throws InterruptedException {
        if (!output.isJson()) {
            environment.out().println(Texts.sentence(decision));
        }
        var rollout = isWaiting
                ? Optional.of(new RolloutWait(cluster, kafka.topics(), environment.clock(), Duration.ofSeconds(timeout))
                        .await(decision.deployment(), environment.interruption()::await))
                : Optional.<Rollout>empty();
        if (output.isJson()) {
            var object = JsonView.of(decision.deployment());
            object.put("recorded", decision.whyUnchanged().isEmpty());
            object.put("warnings", warnings);
            rollout.ifPresent(reached -> object.put("rollout", JsonView.of(reached)));
            environment.out().println(Json.line(object));
        }
        rollout.map(RolloutWait::lines).ifPresent(environment.err()::lines);
        return rollout.map(RolloutWait::isComplete).orElse(true) ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Who decides, and why. */
    record Signature(String actor, String reason) {}

    /** One way to change who serves. */
    @FunctionalInterface
    interface Decision {
        DeploymentDecision decide(DeploymentLog log, ModelCatalog catalog, Signature signature);
    }
}
