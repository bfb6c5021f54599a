package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.deployments.DeploymentLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream models history}. */
@Command(
        name = "history",
        description = "Lists every decision about who serves: what, when, by whom, why.",
        footer = {"", "Examples:", "  glyphstream models history", "  glyphstream models history --json | tail -1"})
final class ModelsHistoryCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsHistoryCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try (var log = new DeploymentLog(
                kafka.reachableCluster(CommandRights.READ_MODELS), kafka.topics(), environment.clock())) {
            var history = log.history();
            if (history.isEmpty()) {
                environment
                        .err()
                        .println("Nothing was decided yet. The first decision: glyphstream models promote MODEL");
            }
            for (var deployment : history) {
                environment
                        .out()
                        .println(output.isJson() ? Json.line(JsonView.of(deployment)) : Texts.sentence(deployment));
            }
        }
        return ExitCode.OK.value();
    }
}
