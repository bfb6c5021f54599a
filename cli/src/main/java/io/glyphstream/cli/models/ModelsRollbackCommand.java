package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ForceOption;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models rollback}. */
@Command(
        name = "rollback",
        description = {
            "Goes back to the champion before the present one.",
            "Nothing is uploaded again.",
            "With a model's name, to the champion before among its versions; with --to, to a version."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models rollback --reason \"confuses 4 and 9\"",
            "  glyphstream models rollback mlp",
            "  glyphstream models rollback --to mlp@1 --wait"
        })
final class ModelsRollbackCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Stay with this model.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--to", paramLabel = "MODEL@VERSION", description = "The version to go back to.")
    private Optional<String> version = Optional.empty();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    ModelsRollbackCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        version.filter(typed -> typed.matches("\\d+")).ifPresent(number -> {
            throw Usage.mistake(
                    "--to takes a version with its model's name, such as mlp@" + number + ", but was " + number);
        });
        return decision.decide(environment, force.insistence(), this::rollBack);
    }

    private DeploymentDecision rollBack(DeploymentLog log, ModelCatalog catalog, DecisionOptions.Signature by) {
        if (version.isPresent()) {
            var target = Usage.model(catalog, version.get()).getReference();
            return log.rollBackTo(target, by.actor(), by.reason());
        }
        if (model.isPresent()) {
            return log.rollBack(model.get(), by.actor(), by.reason());
        }
        return log.rollBack(by.actor(), by.reason());
    }
}
