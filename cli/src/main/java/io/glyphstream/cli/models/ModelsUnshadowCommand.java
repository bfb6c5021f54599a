package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models unshadow}. */
@Command(
        name = "unshadow",
        description = "Ends a challenger's service.",
        footer = {"", "Examples:", "  glyphstream models unshadow knn@1"})
final class ModelsUnshadowCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    ModelsUnshadowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return decision.decide(
                environment,
                (log, catalog, by) ->
                        log.unshadow(Usage.model(catalog, model).getReference(), by.actor(), by.reason()));
    }
}
