package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Usage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models retire}. */
@Command(
        name = "retire",
        description = {"Rules out that a version ever serves again.", "It must not be in service."},
        footer = {"", "Examples:", "  glyphstream models retire mlp@1 --reason \"trained on wrong labels\""})
final class ModelsRetireCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    ModelsRetireCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return decision.decide(
                environment,
                (log, catalog, by) -> log.retire(Usage.model(catalog, model).getReference(), by.actor(), by.reason()));
    }
}
