package io.glyphstream.cli;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.NamedValue;
import io.glyphstream.cli.command.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glyphstream broker}. */
@Command(
        name = "broker",
        description = {
            "Runs a Kafka broker inside this process until Ctrl-C.",
            "Only this machine reaches it. For trying things out and for tests: it holds one copy of everything."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream broker                        on port 9092; forgets its data",
            "  glyphstream broker --directory ./kafka    keeps its data",
            "  glyphstream broker --port 19092 --broker-setting log.retention.hours=1"
        })
final class BrokerCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "The port for clients; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Keep the data here. Without it, data goes when the broker stops.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--broker-setting",
            paramLabel = "KEY=VALUE",
            converter = NamedValue.Converter.class,
            description = "Any of Kafka's broker settings; may come more than once.")
    private List<NamedValue> settings = List.of();

    BrokerCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        var wanted = Usage.check(() -> new BrokerSettings(directory, port, NamedValue.byName(settings)));
        try (var broker = EmbeddedBroker.start(wanted)) {
            environment.out().println(broker.bootstrapServers());
            environment
                    .err()
                    .println("Kafka is ready at " + broker.bootstrapServers() + ", data in " + broker.directory()
                            + (directory.isEmpty() ? " (until it stops)" : "") + ". Ctrl-C stops it.");
            environment.interruption().await();
        }
        environment.err().println("Kafka has stopped.");
        return ExitCode.OK.value();
    }
}
