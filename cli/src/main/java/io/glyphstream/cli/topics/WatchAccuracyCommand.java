package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Choice;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glyphstream watch accuracy}. */
@Command(
        name = "accuracy",
        description = "Prints the running accuracy of each version as it changes.",
        footer = {
            "",
            "Examples:",
            "  glyphstream watch accuracy",
            "  glyphstream watch accuracy --every 10      one line for each in ten seconds",
            "  glyphstream watch accuracy --until-now     what is there, and end",
            "  glyphstream watch accuracy --windows --from-beginning   minute by minute"
        })
final class WatchAccuracyCommand implements Callable<Integer> {

    private static final int MOST_SECONDS = 86_400;

    private final Environment environment;

    @Option(names = "--windows", description = "The one-minute windows too, not only the totals.")
    private boolean windows;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "At most one line of each version within so many seconds. Default: ${DEFAULT-VALUE}, each change.")
    private double every;

    @Mixin
    private final Watching watching = new Watching();

    WatchAccuracyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!(every >= 0 && every <= MOST_SECONDS)) {
            throw Usage.mistake("--every must be within [0, " + MOST_SECONDS + "] s but was " + every);
        }
        return watching.follow(
                environment,
                new Watching.Kind(
                        CommandRights.WATCH_ACCURACY,
                        topics -> topics.accuracy().name(),
                        this::read),
                Duration.ofMillis(Math.round(1000 * every)));
    }

    private Optional<Watching.Shown> read(ConsumerRecord<byte[], byte[]> message, Topics topics) {
        return Optional.ofNullable(message.value())
                .map(topics.accuracy()::decode)
                .filter(report -> windows || report.getWindowStart() == null)
                .map(report -> new Watching.Shown(sentence(report), JsonView.of(report)));
    }

    private static String sentence(AccuracyReport report) {
        var window = report.getWindowStart();
        return References.text(report.getModel()) + " (" + Choice.text(report.getRole()) + ")"
                + (window == null ? "" : " since " + Texts.instant(window)) + ": " + Texts.accuracy(report);
    }
}
