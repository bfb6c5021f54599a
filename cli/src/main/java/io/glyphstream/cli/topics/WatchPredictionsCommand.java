package io.glyphstream.cli.topics;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.kafka.CommandRights;
import io.glyphstream.operations.AnswerNames;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.LabelNames;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
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
        try (var names =
                new AnswerNames(watching.kafka().cluster(), watching.kafka().topics())) {
            return watching.follow(
                    environment,
                    new Watching.Kind(
                            CommandRights.WATCH_PREDICTIONS,
                            topics -> topics.predictions().name(),
                            (message, topics) -> read(message, topics, names)));
        }
    }

    private static Optional<Watching.Shown> read(
            ConsumerRecord<byte[], byte[]> message, Topics topics, AnswerNames names) {
        return Optional.ofNullable(message.value())
                .map(topics.predictions()::decode)
                .map(prediction -> shown(prediction, names.of(message, prediction)));
    }

    private static Watching.Shown shown(Prediction prediction, LabelNames names) {
        return new Watching.Shown(sentence(prediction, names), JsonView.of(prediction, names));
    }

    private static String sentence(Prediction prediction, LabelNames names) {
        var scores = prediction.getScores();
        IntFunction<String> named = label -> scores.isEmpty()
                ? Integer.toString(label)
                : names.text(scores.get(0).getModel(), label);
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s (%.1f %%)",
                prediction.getImageId(),
                named.apply(prediction.getAnswer()),
                100 * prediction.getConfidence()));
        if (prediction.getTruth() != null) {
            text.append(
                    Objects.equals(prediction.getTruth(), prediction.getAnswer())
                            ? " right"
                            : " WRONG, is a " + named.apply(prediction.getTruth()));
        }
        String separator = ", by ";
        for (Score score : scores) {
            text.append(separator).append(References.text(score.getModel()));
            if (!separator.equals(", by ")) {
                text.append(" says ").append(names.text(score.getModel(), score.getLabel()));
            }
            separator = ", ";
        }
        return text.toString();
    }
}
