package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ForceOption;
import io.glyphstream.cli.command.Usage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models promote}. */
@Command(
        name = "promote",
        description = {"Makes a version the champion, which answers from now on.", "The former champion leaves service."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models promote mlp@2 --reason \"98.1 %% on the new scans\"",
            "  glyphstream models promote mlp@2 --wait         until all processors serve it",
            "  glyphstream models promote letters@1 --force    though of another size"
        })
final class ModelsPromoteCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Mixin
    private final ForceOption force = new ForceOption();

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    ModelsPromoteCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return decision.decide(
                environment,
                force.insistence(),
                (log, catalog, by) -> log.promote(Usage.model(catalog, model).getReference(), by.actor(), by.reason()));
    }
}
