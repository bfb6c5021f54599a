package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream watch deployments}. */
@Command(
        name = "deployments",
        description = {
            "Prints each decision about who serves.",
            "Lost races show too; glyphstream models history leaves them out."
        },
        footer = {"", "Examples:", "  glyphstream watch deployments --until-now"})
final class WatchDeploymentsCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final Watching watching = new Watching();

    WatchDeploymentsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return watching.follow(
                environment,
                new Watching.Kind(
                        CommandRights.WATCH_DEPLOYMENTS,
                        topics -> topics.deployments().name(),
                        WatchDeploymentsCommand::read));
    }

    private static Optional<Watching.Shown> read(ConsumerRecord<byte[], byte[]> message, Topics topics) {
        return Optional.ofNullable(message.value())
                .map(topics.deployments()::decode)
                .map(deployment -> new Watching.Shown(Texts.sentence(deployment), JsonView.of(deployment)));
    }
}
