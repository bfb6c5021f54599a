package io.glyphstream.cli.models;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.OutputOptions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.cli.kafka.KafkaOptions;
import io.glyphstream.cli.terminal.Json;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.learning.window.DataPin;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.TopicAdministration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models pin}. */
@Command(
        name = "pin",
        description = {
            "Keeps what a version was trained on, whatever retention removes.",
            "Copies the records that its manifest names to the topic pins, and each of them once. From there train "
                    + "--again and verify --models read what is not on the log any more.",
            "Exit code 4 if it was trained on a file, or its records are gone already; 5 if there is no such model."
        },
        footer = {"", "Examples:", "  glyphstream models pin mlp@2 --data", "  glyphstream models pin mlp --data --json"
        })
final class ModelsPinCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "MODEL", description = "mlp@2, or mlp for its newest version.")
    private String model = "";

    @Option(names = "--data", description = "Keep the images and labels that it was trained and measured on.")
    private boolean isForData;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsPinCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!isForData) {
            throw Usage.mistake("say what to keep: --data copies the images and labels that " + model
                    + " was trained on to a topic that keeps them");
        }
        var cluster = kafka.reachableCluster(CommandRights.PIN);
        ModelManifest manifest;
        try (var catalog = new ModelCatalog(cluster, kafka.topics())) {
            manifest = Usage.model(catalog, model);
        }
        try (var admin = AdminClients.open(cluster)) {
            new TopicAdministration(admin, kafka.topics()).checkForPins();
        }
        DataPin pin;
        try (var display = environment.progressDisplay()) {
            pin = pin(manifest, display);
        } catch (MissingRecordsException missing) {
            missing.ranges().forEach(range -> environment.err().println("glyphstream: missing: " + range));
            environment
                    .err()
                    .println("The data of " + References.text(manifest)
                            + " cannot be pinned: records that it was trained on are gone.");
            return ExitCode.BAD_DATA.value();
        }
        environment.out().println(output.isJson() ? json(pin) : text(pin));
        return ExitCode.OK.value();
    }

    private DataPin pin(ModelManifest manifest, ProgressDisplay display) throws MissingRecordsException {
        return DataPin.pin(kafka.cluster(), kafka.topics(), manifest, (topic, done, total) -> {
            if (environment.interruption().isRequested()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "stopped before all records were copied",
                        "Do it again: what is copied already is not copied twice.");
            }
            display.show("reading " + topic, done, total);
            return true;
        });
    }

    private static String text(DataPin pin) {
        return References.text(pin.model()) + ": " + Numbers.count(pin.records(), "record") + " pinned, of these "
                + Numbers.format(pin.copied()) + " copied now (" + Numbers.count(pin.bytes(), "byte") + ") and "
                + Numbers.format(pin.records() - pin.copied()) + " before";
    }

    private static String json(DataPin pin) {
        return Json.line(JsonView.object(
                "model", JsonView.of(pin.model()),
                "records", pin.records(),
                "copied", pin.copied(),
                "pinnedBefore", pin.records() - pin.copied(),
                "bytesCopied", pin.bytes()));
    }
}
