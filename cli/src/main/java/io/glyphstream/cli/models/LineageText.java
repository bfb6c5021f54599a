package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Texts;
import io.glyphstream.learning.window.DataPin;
import io.glyphstream.operations.ModelLineage;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.OffsetRange;
import io.glyphstream.schemas.TrainingFacts;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingRecipe;
import io.glyphstream.trainer.ForeignModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a version came to be, in lines: its data, its recipe, and what was decided about it. */
final class LineageText {

    private LineageText() {}

    /** @param pin whether its data are pinned, if it has data on the log */
    static List<String> lines(TrainingFacts training, ModelLineage lineage, Optional<DataPin.State> pin) {
        var lines = new ArrayList<String>();
        if (ForeignModel.isOne(training)) {
            lines.add("  imported    from " + training.getDataset() + ", SHA-256 "
                    + Digests.hex(training.getDatasetSha256()));
            addDecisions(lines, lineage);
            return lines;
        }
        @Nullable LogData log = training.getLog();
        if (log == null) {
            lines.add("  data        " + training.getDataset() + ", a file; SHA-256 of the images trained on "
                    + Digests.hex(training.getDatasetSha256()));
        } else {
            lines.add("  data        the log: " + log.getWindow() + "; held out by " + log.getHeldOutRule());
            lines.add("    images    " + ranges(log.getImages()));
            lines.add("    labels    " + ranges(log.getLabels()));
            lines.add("    SHA-256   " + Digests.hex(log.getSha256()));
            pin.flatMap(LineageText::text).ifPresent(text -> lines.add("    pinned    " + text));
        }
        @Nullable TrainingRecipe recipe = training.getRecipe();
        lines.add("  recipe      " + (recipe == null ? "none, an earlier release published it" : text(recipe)));
        addDecisions(lines, lineage);
        return lines;
    }

    private static void addDecisions(List<String> lines, ModelLineage lineage) {
        lineage.outcome().ifPresent(outcome -> {
            lines.add("  training    " + text(outcome));
            lines.add("    reason    " + outcome.getReason());
        });
        if (lineage.outcome().isEmpty()) {
            lineage.decision().ifPresent(decision -> lines.add("  decision    " + Texts.sentence(decision)));
        }
    }

    /** Ranges as people read them: the last offset is that of the last record. */
    private static String ranges(List<OffsetRange> ranges) {
        return ranges.stream()
                .map(range -> range.getPartition() + ": "
                        + (range.getFrom() < range.getTo()
                                ? "offsets " + range.getFrom() + " to " + (range.getTo() - 1)
                                : "none"))
                .collect(Collectors.joining("; ", "partition ", ""));
    }

    private static Optional<String> text(DataPin.State pin) {
        return switch (pin) {
            case PINNED -> Optional.of("yes, they outlive retention");
            case NOT_PINNED -> Optional.of("no, they are there until retention removes them");
            case UNKNOWN -> Optional.empty();
        };
    }

    private static String text(TrainingRecipe recipe) {
        return recipe.getKind()
                + (recipe.getPreset().isEmpty() ? "" : ", preset " + recipe.getPreset())
                + ", seed " + recipe.getSeed()
                + ", chosen " + new TreeMap<>(recipe.getSettings())
                + (recipe.getStart() == null ? "" : ", begun with the weights of " + References.text(recipe.getStart()))
                + ", training code " + recipe.getCodeVersion();
    }

    private static String text(TrainingOutcome outcome) {
        return "#" + outcome.getNumber() + " (" + outcome.getCause() + "), "
                + outcome.getResult().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (outcome.getComparedWith() == null
                        ? ""
                        : ", compared with " + References.text(outcome.getComparedWith()));
    }
}
