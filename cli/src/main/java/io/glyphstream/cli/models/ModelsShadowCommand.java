package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models shadow}. */
@Command(
        name = "shadow",
        description = {
            "Makes a version a challenger, scored beside the champion.",
            "It is scored on every image, and does not answer."
        },
        footer = {"", "Examples:", "  glyphstream models shadow knn@1"})
final class ModelsShadowCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    ModelsShadowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return decision.decide(
                environment,
                (log, catalog, by) -> log.shadow(Usage.model(catalog, model).getReference(), by.actor(), by.reason()));
    }
}
