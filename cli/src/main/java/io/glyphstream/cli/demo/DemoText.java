package io.glyphstream.cli.demo;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is going on in a demo, in words. */
final class DemoText {

    private static final String USUAL_PORT = ":9092";

    private DemoText() {}

    /** Returns what a data set has. */
    static String of(Dataset dataset) {
        return dataset.name() + ": " + Numbers.count(dataset.training().size(), "training image") + ", "
                + Numbers.count(dataset.test().size(), "test image");
    }

    /** Returns how to watch the stream from another terminal. */
    static String invitation(KafkaCluster cluster) {
        return "images stream; join in from another terminal: glyphstream watch predictions"
                + namedServers(cluster).map(servers -> " -b " + servers).orElse("");
    }

    /** Returns the bootstrap servers that a command must name to join in; empty if it finds them by itself. */
    static Optional<String> namedServers(KafkaCluster cluster) {
        return Optional.of(cluster.bootstrapServers()).filter(servers -> !servers.endsWith(USUAL_PORT));
    }

    /** Returns how things stand, in one line. */
    static String line(DemoState state, DemoProgress progress) {
        var line = new StringBuilder(answered(state, progress))
                .append(", ")
                .append(Numbers.format(Math.round(progress.imagesPerSecond())))
                .append("/s");
        for (var entry : versions(state)) {
            line.append(", ")
                    .append(References.text(entry.getKey()))
                    .append(' ')
                    .append(accuracy(entry.getValue()));
        }
        return progress.training().isEmpty()
                ? line.toString()
                : line.append("; ").append(shortly(progress.training())).toString();
    }

    /** Returns {@code training a better one, 12 s left}, without the particulars. */
    private static String shortly(String training) {
        int particulars = training.indexOf(':');
        return particulars < 0
                ? training
                : training.substring(0, particulars) + training.substring(training.lastIndexOf(','));
    }

    /** Returns {@code 4,213 of 10,000 images answered}. */
    static String answered(DemoState state, DemoProgress progress) {
        String of = progress.total().isPresent()
                ? " of " + Numbers.format(progress.total().getAsLong())
                : "";
        return Numbers.format(state.predictions() + state.deadLetters()) + of + " images answered";
    }

    static String accuracy(DemoLedger.Tally tally) {
        return tally.seen() == 0 ? "" : Numbers.percent((double) tally.correct() / tally.seen());
    }

    /** Returns the versions by name and number. */
    static List<Map.Entry<ModelReference, DemoLedger.Tally>> versions(DemoState state) {
        return state.tallies().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ModelReference, DemoLedger.Tally> entry) ->
                                entry.getKey().getModel())
                        .reversed()
                        .thenComparing(entry -> entry.getKey().getVersion()))
                .toList();
    }
}
