package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.Topics;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glyphstream watch predictions}. */
@Command(
        name = "predictions",
        description = {
            "Prints each answer: the image, the class, how sure, by which model.",
            "And what the challengers say."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream watch predictions",
            "  glyphstream watch predictions --json --count 100 | jq .answer"
        })
final class WatchPredictionsCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final Watching watching = new Watching();

    WatchPredictionsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return watching.follow(
                environment,
                new Watching.Kind(
                        CommandRights.WATCH_PREDICTIONS,
                        topics -> topics.predictions().name(),
                        WatchPredictionsCommand::read));
    }

    private static Optional<Watching.Shown> read(ConsumerRecord<byte[], byte[]> message, Topics topics) {
        return Optional.ofNullable(message.value())
                .map(topics.predictions()::decode)
                .map(prediction -> new Watching.Shown(sentence(prediction), JsonView.of(prediction)));
    }

    private static String sentence(Prediction prediction) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d (%.1f %%)",
                prediction.getImageId(),
                prediction.getAnswer(),
                100 * prediction.getConfidence()));
        if (prediction.getTruth() != null) {
            text.append(
                    Objects.equals(prediction.getTruth(), prediction.getAnswer())
                            ? " right"
                            : " WRONG, is a " + prediction.getTruth());
        }
        String separator = ", by ";
        for (Score score : prediction.getScores()) {
            text.append(separator).append(References.text(score.getModel()));
            if (!separator.equals(", by ")) {
                text.append(" says ").append(score.getLabel());
            }
            separator = ", ";
        }
        return text.toString();
    }
}
